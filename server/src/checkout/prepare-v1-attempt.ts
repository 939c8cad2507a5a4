import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import { mintImpUid } from '../payment/transaction-id.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { checkChannel } from './check-channel.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { findV1Window } from './choose-v1-channel.ts'
import { openAttempt, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { readGround } from './read-ground.ts'
import { readPaymentRequest } from './read-payment-request.ts'
import { translateV1Request } from './translate-v1-request.ts'

export interface PrepareV1Input extends PrepareInput {
  /** 고객사 식별코드 of `IMP.init`. */
  readonly userCode: string
  /** Of `IMP.agency`: the sub-store. */
  readonly tierCode: string | undefined
  /** The page uses a script of before 1.3.0. */
  readonly isLegacy: boolean
}

/** PGs whose results are ids and error only. Source: PortOne's V1 pages of each PG. */
const newShape = new Set([
  'tosspayments',
  'toss_brandpay',
  'tosspay_v2',
  'smartro_v2',
  'nice_v2',
  'mobilians_v2',
  'paypal_v2',
  'ksnet',
  'welcome',
  'galaxia',
  'inicis_jp',
  'payletter_global',
])

const readStore = sql(
  'checkout-read-v1-store',
  `select s.store_id from v1_directory d
   join v1_credential c on c.merchant_id = d.merchant_id and c.user_code = $1
   join store s on s.merchant_id = d.merchant_id and s.deleted_at is null
     and (($2::text is null and s.is_representative) or s.tier_code = $2)
   where d.lookup = $1`,
)

const idsMax = 8

/** Prepares one attempt of V1: translated into the words of V2, it goes through the same checks. */
export async function prepareV1Attempt(
  deps: CheckoutDependencies,
  input: PrepareV1Input,
): Promise<PreparedAttempt> {
  const now = deps.clock.now()
  const translated = translateV1Request(input.request, input)
  const storeId = await findStore(deps.database, input)
  const { channelKey } = await findV1Window(deps.database, storeId, {
    channelKey: translated.channelKey,
    pg: translated.pg,
  })
  const read = readPaymentRequest({ ...translated.request, storeId, channelKey }, input.device, now)
  const { confirmUrl } = translated
  const request = confirmUrl === undefined ? read : { ...read, order: { ...read.order, confirmUrl } }
  const ground = await readGround(deps.database, request)
  if (ground === undefined) throw refuseCheckout('StoreNotFound', 'userCode')
  const channel = ground.channel && (await deps.openChannelRow(ground.channel))
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
  checkChannel(channel, request, 'V1')
  const opening = {
    merchantId: ground.merchantId,
    request,
    channel,
    former: ground.former,
    v1: { resultShape: input.isLegacy || !newShape.has(channel.moduleCode) ? 'OLD' : 'NEW' },
    now,
  } as const

  for (let tries = 1; ; tries += 1) {
    try {
      return await openAttempt(deps, input, { ...opening, transactionId: mintImpUid(deps.random) })
    } catch (error) {
      // The twelve digits have met an earlier attempt of the store.
      if (!isUniqueViolation(error, 'payment_transaction_pkey') || tries >= idsMax) throw error
    }
  }
}

async function findStore(database: Database, input: PrepareV1Input): Promise<string> {
  const { userCode, tierCode } = input
  const isShaped = /^imp\d{8}$/.test(userCode) && (tierCode === undefined || /^[A-Z0-9]{3}$/.test(tierCode))
  const [row] = isShaped
    ? await database.query<{ store_id: string }>(readStore, [userCode, tierCode ?? null])
    : []
  if (row === undefined) throw refuseCheckout('StoreNotFound', 'userCode, tierCode')
  return row.store_id
}

import {
  credentialForm,
  findGateway,
  type GatewayModule,
  type JsonObject,
  type PayMethod,
  type UiType,
} from '@naru/gateways'
import { findV1Channel, type V1Ability } from '../channel/pick-v1-channel.ts'
import { freeCertificationId } from '../identity-verification/certification-id.ts'
import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import { mintImpUid } from '../credential/imp-uid.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { findV1Registrations } from '../payment/v1-registration.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { checkChannel } from './check-channel.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { findV1Window } from './choose-v1-channel.ts'
import { isPlainObject } from './plain-request.ts'
import { openAttempt, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { openIssueAndPay } from './prepare-issue-and-pay.ts'
import { openIssueAttempt } from './prepare-issue.ts'
import { checkIdentityChannel, openIdentityAttempt } from './prepare-identity.ts'
import { readGround } from './read-ground.ts'
import { readIdentityRequest } from './read-identity-request.ts'
import { readIssueAndPayRequest } from './read-issue-and-pay-request.ts'
import { readIssueRequest, type IssueRequest } from './read-issue-request.ts'
import { readPaymentRequest } from './read-payment-request.ts'
import {
  asIssueAndPayRequest,
  asIssueRequest,
  meansDollars,
  translateV1Certification,
  translateV1Request,
  type V1Request,
} from './translate-v1-request.ts'

export interface PrepareV1Input extends PrepareInput {
  /** 고객사 식별코드 of `IMP.init`. */
  readonly userCode: string
  /** Of `IMP.agency`: the sub-store. */
  readonly tierCode: string | undefined
  /** The page uses a script of before 1.3.0. */
  readonly isLegacy: boolean
  /** The PG's button of `IMP.loadUI` that was pressed; absent: a window. */
  readonly uiType?: UiType | undefined
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

interface V1Store {
  readonly storeId: string
  readonly merchantId: string
  readonly name: string
}

const readStore = sql(
  'checkout-read-v1-store',
  `select s.store_id as "storeId", s.merchant_id as "merchantId", s.name from v1_directory d
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
  const asked = translateV1Request(input.request, input)
  const { storeId, merchantId } = await findStore(deps.database, input)
  const translated = await forQuickPay(deps, storeId, asked)
  if (translated.customerUid !== undefined)
    return prepareV1Issue(deps, input, { storeId, merchantId }, translated, translated.customerUid)
  const { channelKey, moduleCode, pg } = await findV1Window(deps.database, storeId, {
    channelKey: translated.channelKey,
    pg: translated.pg,
  })
  // A page that chose by key did not say which PG it means.
  const { request: said } =
    translated.isCurrencyUnsaid && meansDollars(moduleCode)
      ? translateV1Request(input.request, { ...input, unsaidCurrency: 'USD' })
      : translated
  const sheet = orderSheetRequest(deps, pg, said, input)
  const read = readPaymentRequest(
    { ...said, ...sheet, storeId, channelKey, uiType: input.uiType },
    input.device,
    now,
  )
  const ground = await readGround(deps.database, read)
  if (ground === undefined) throw refuseCheckout('StoreNotFound', 'userCode')
  const channel = ground.channel && (await deps.openChannelRow(ground.channel))
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
  const { confirmUrl } = translated
  const request = {
    ...read,
    order: {
      ...read.order,
      payMethod: onlyMethod(channel.module) ?? read.order.payMethod,
      ...(confirmUrl === undefined ? {} : { confirmUrl }),
    },
  }
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

/**
 * KCP QuickPay says by `actionType` what its window is for: `Pay` pays, with whichever card `customer_uid` names, and the
 * others register. A PIN check has no card, so it goes by the member's name. The encrypted CI of the buyer is for KCP
 * alone, whose wire is not public: nothing of it is kept.
 */
async function forQuickPay(
  deps: CheckoutDependencies,
  storeId: string,
  translated: V1Request,
): Promise<V1Request> {
  const bypass = translated.request['bypass']
  const quick = isPlainObject(bypass) ? bypass['kcpQuick'] : undefined
  if (!isPlainObject(bypass) || !isPlainObject(quick)) return translated
  const choice = { channelKey: translated.channelKey, pg: translated.pg }
  const row = await findV1Channel(deps.database, storeId, 'WINDOW', choice, registersInWindow)
  if (row?.moduleCode !== 'kcp_quick') return translated
  const { encryptedCI, memberCI: _memberCi, ...kept } = quick
  if (typeof encryptedCI !== 'string' || encryptedCI === '')
    throw refuseCheckout('RequestParseFailed', 'bypass.kcpQuick.encryptedCI')
  const { actionType, memberID } = kept
  const customerUid =
    actionType === 'Pay'
      ? undefined
      : (translated.customerUid ?? (actionType === 'PinCheck' ? `pin-check:${String(memberID)}` : undefined))
  if (actionType !== 'Pay' && customerUid === undefined)
    throw refuseCheckout('RequestParseFailed', 'customer_uid')
  return {
    ...translated,
    customerUid,
    request: { ...translated.request, bypass: { ...bypass, kcpQuick: kept } },
  }
}

/**
 * A PG that sells by itself prices the cart in its own order sheet: what the page names is that total, or the goods
 * without delivery. The buyer returns to the shop's page without any result.
 */
function orderSheetRequest(
  { language }: Pick<CheckoutDependencies, 'language'>,
  pg: string,
  { totalAmount, bypass, redirectUrl }: Readonly<Record<string, unknown>>,
  { pageOrigin }: Pick<PrepareV1Input, 'pageOrigin'>,
): object {
  const desk = findGateway(pg)?.productOrders
  if (desk === undefined) return {}
  const given = isPlainObject(bypass) ? bypass : {}
  // Plain JSON: it came out of a body that was parsed as such.
  const price = desk.priceCart(given as JsonObject)
  if (price.kind === 'refused')
    throw refuseCheckout(
      'RequestParseFailed',
      `${language === 'en' ? price.messageEn : price.messageKo} — ${price.field}`,
    )
  if (totalAmount !== undefined && totalAmount !== price.totalMinor && totalAmount !== price.goodsMinor)
    throw refuseCheckout('RequestParseFailed', `amount: ${price.totalMinor} (naverProducts)`)
  const backUrl = redirectUrl ?? pageOrigin ?? undefined
  const own = isPlainObject(given['naverpay']) ? given['naverpay'] : {}
  return {
    totalAmount: price.totalMinor,
    redirectUrl: backUrl,
    bypass: { ...given, naverpay: { ...own, ...(backUrl === undefined ? {} : { backUrl }) } },
  }
}

/** A wallet has one method, and V1's pages name it as they like (`card`, `naverpay`, nothing). */
function onlyMethod({ window }: GatewayModule): PayMethod | undefined {
  return window?.payMethods.length === 1 ? window.payMethods[0] : undefined
}

/**
 * PGs whose registration charges what it shows (PortOne's table of billing keys by PG) and that do not do both here;
 * those that do say so in the catalogue.
 */
const chargingElsewhere = new Set([
  'danal',
  'danal_tpay',
  'mobilians',
  'mobilians_v2',
  'settle_acc',
  'paymentwall',
  'payletter_global',
])

/**
 * `request_pay` with `customer_uid`: the window registers a billing key under that name. At most PGs its amount is only
 * shown; at those whose registration charges, an amount above 0 is the key's first payment.
 */
async function prepareV1Issue(
  deps: CheckoutDependencies,
  input: PrepareV1Input,
  { storeId, merchantId }: { readonly storeId: string; readonly merchantId: string },
  translated: V1Request,
  customerUid: string,
): Promise<PreparedAttempt> {
  const choice = { channelKey: translated.channelKey, pg: translated.pg }
  const row = await findV1Channel(deps.database, storeId, 'WINDOW', choice, registersInWindow)
  const channel = row && (await deps.openLivingChannel(storeId, row.channelKey))
  if (channel === undefined)
    throw refuseCheckout('ChannelNotFound', choice.channelKey === undefined ? 'pg' : 'channelKey')
  const { channelKey, moduleCode, module } = channel
  const isOnlyOne = module.billing?.windowMethods.length === 1
  const resultShape = input.isLegacy || !newShape.has(moduleCode) ? 'OLD' : 'NEW'
  const where = { storeId, channelKey, uiType: input.uiType }
  const impUid = await freeRegistrationId(deps, storeId)
  const named = (request: IssueRequest): IssueRequest => ({
    ...request,
    method: isOnlyOne ? undefined : request.method,
    data: {
      ...request.data,
      v1: {
        customerUid,
        window: { impUid, merchantUid: String(translated.request['paymentId']), resultShape },
      },
    },
  })

  if (Number(translated.request['totalAmount'] ?? 0) > 0) {
    if (module.billing?.withFirstPayment?.V1 !== undefined) {
      // The shop wants to be asked before money is taken, and nobody asks it in this window.
      if (translated.confirmUrl !== undefined)
        throw refuseCheckout('RequestParseFailed', 'confirm_url: amount 0, customer_uid')
      const asked = asIssueAndPayRequest(translated.request)
      const { issue, payment } = readIssueAndPayRequest(
        { ...asked, ...where, ...(isOnlyOne ? { billingKeyAndPayMethod: undefined } : {}) },
        input.device,
        deps.clock.now(),
      )
      return openIssueAndPay(deps, input, {
        issue: named(issue),
        payment,
        version: 'V1',
        transactionId: impUid,
        v1: { resultShape, customerUid, customerUidUsage: 'issue' },
      })
    }
    // No shop may believe that it was paid where nothing is charged.
    if (chargingElsewhere.has(moduleCode))
      throw refuseCheckout('RequestParseFailed', `amount: 0, ${moduleCode}`)
  }
  const read = readIssueRequest({ ...asIssueRequest(translated.request), ...where }, input.device)
  const prepared = await openIssueAttempt(deps, input, {
    merchantId,
    channel,
    version: 'V1',
    request: named(read),
  })
  return { ...prepared, txId: impUid }
}

/** An `imp_uid` that neither a payment nor a registration of the store has; the index refuses what comes in between. */
async function freeRegistrationId(deps: CheckoutDependencies, storeId: string): Promise<string> {
  for (;;) {
    const impUid = mintImpUid(deps.random)
    const [attempt, [registration]] = await Promise.all([
      loadAttempt(deps.database, storeId, impUid),
      findV1Registrations(deps.database, storeId, [impUid]),
    ])
    if (attempt === undefined && registration === undefined) return impUid
  }
}

/** The channel registers billing keys in a window, or by its button. */
export const registersInWindow: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  (module.billing?.windowMethods.length ?? 0) > 0 &&
  gateway.beginIssue !== undefined

/** Prepares `IMP.certification`. The `imp_uid` is both the verification's id and its attempt's. */
export async function prepareV1Certification(
  deps: CheckoutDependencies,
  input: PrepareV1Input,
): Promise<PreparedAttempt> {
  const translated = translateV1Certification(input.request, input.pageOrigin)
  const { storeId, merchantId, name } = await findStore(deps.database, input)
  const row = await findV1Channel(deps.database, storeId, 'CERTIFICATION', translated, verifiesInWindow)
  const channel = row && (await deps.openLivingChannel(storeId, row.channelKey))
  if (channel === undefined)
    throw refuseCheckout('ChannelNotFound', translated.channelKey === undefined ? 'pg' : 'channelKey')
  checkIdentityChannel(channel, 'V1')
  const impUid = await freeCertificationId(deps, storeId)
  const request = readIdentityRequest(
    { ...translated.request, storeId, channelKey: channel.channelKey, identityVerificationId: impUid },
    input.device,
  )
  return openIdentityAttempt(deps, input, {
    merchantId,
    storeName: name,
    request: { ...request, requested: { ...request.requested, v1: translated.v1 } },
    channel,
    transactionId: impUid,
    version: 'V1',
  })
}

const verifiesInWindow: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'IDENTITY_VERIFICATION' &&
  module.identity?.window !== undefined &&
  gateway.beginIdentity !== undefined

/** @throws Refusal StoreNotFound */
export async function findStore(
  database: Database,
  input: Pick<PrepareV1Input, 'userCode' | 'tierCode'>,
): Promise<V1Store> {
  const { userCode, tierCode } = input
  const isShaped = /^imp\d{8}$/.test(userCode) && (tierCode === undefined || /^[A-Z0-9]{3}$/.test(tierCode))
  const [row] = isShaped ? await database.query<V1Store>(readStore, [userCode, tierCode ?? null]) : []
  if (row === undefined) throw refuseCheckout('StoreNotFound', 'userCode, tierCode')
  return row
}

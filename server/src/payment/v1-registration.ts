import type { BillingInstrument } from '@naru/gateways'
import type { BillingKey } from '../billing-key/billing-key.ts'
import { channelsOfKey, toBillingKey, type BillingKeyJson } from '../billing-key/billing-key-store.ts'
import { sql, type Database } from '../foundation/database.ts'
import { payMethodOf } from './charge-input.ts'
import type { AttemptOutcome, PaymentStatus, StoredMethod } from './payment.ts'
import { v1PaymentView } from './v1-view.ts'

const read = sql(
  'payment-v1-registrations',
  `select row_to_json(k) as key from (select k.*, ${channelsOfKey} from billing_key k
     where k.store_id = $1 and k.data #>> '{v1,window,impUid}' = any($2::text[])) k`,
)

/**
 * Billing keys that V1's window registered, by `imp_uid`. V1 tells of a registration as of a payment that charges
 * nothing, so that the server of a shop can ask what became of it; here it is a billing key and no payment.
 */
export async function findV1Registrations(
  database: Database,
  storeId: string,
  impUids: readonly string[],
): Promise<readonly BillingKey[]> {
  if (impUids.length === 0) return []
  const rows = await database.query<{ key: BillingKeyJson }>(read, [storeId, impUids])
  return rows.map((row) => toBillingKey(row.key))
}

const statuses: Readonly<Record<BillingKey['status'], PaymentStatus>> = {
  READY: 'READY',
  ISSUED: 'PAID',
  DELETED: 'PAID',
  FAILED: 'FAILED',
}

/** The registration in the form of a V1 payment: `customer_uid_usage` is `issue`, and the amount was only shown. */
export function v1RegistrationView(key: BillingKey): object {
  const { data } = key
  const [channel] = key.channels
  const impUid = data.v1?.window?.impUid ?? ''
  if (channel === undefined) throw new Error(`the billing key ${key.billingKey} has no channel`)
  const status = statuses[key.status]
  const { failure } = data
  const outcome = outcomeOf(key, channel.data.instrument, channel.data.pgTxId)
  return v1PaymentView(
    { status, transactionId: impUid, cancelledMinor: 0 },
    {
      transactionId: impUid,
      paymentId: data.v1?.window?.merchantUid ?? '',
      status,
      pgTxId: channel.data.pgTxId ?? null,
      data: {
        merchantId: key.merchantId,
        order: {
          orderName: data.issueName ?? '',
          totalMinor: data.displayAmount?.minor ?? 0,
          taxFreeMinor: 0,
          vatMinor: 0,
          currency: data.displayAmount?.currency ?? 'KRW',
          payMethod: payMethodOf(channel.data.instrument),
          device: data.platformType === 'MOBILE' ? 'MOBILE' : 'PC',
          customer: data.customer,
          isEscrow: false,
          isCulturalExpense: false,
          ...(data.customData === undefined ? {} : { customData: data.customData }),
        },
        channel: channel.data.channel,
        origin: { platformType: data.platformType, ipAddress: '' },
        v1: { resultShape: 'NEW', customerUid: data.v1?.customerUid ?? '', customerUidUsage: 'issue' },
        requestedAt: key.requestedAt.toISOString(),
        ...(outcome === undefined ? {} : { outcome }),
        ...(failure === undefined ? {} : { failure }),
      },
    },
    [],
  )
}

function outcomeOf(
  key: BillingKey,
  instrument: BillingInstrument | undefined,
  pgTxId = '',
): AttemptOutcome | undefined {
  const method = methodOf(instrument)
  if (key.issuedAt === null || method === undefined) return undefined
  return { pgTxId, at: key.issuedAt.toISOString(), method }
}

function methodOf(instrument: BillingInstrument | undefined): StoredMethod | undefined {
  switch (instrument?.type) {
    case undefined:
      return undefined
    case 'PAYPAL':
      return { type: 'EASY_PAY' }
    case 'TRANSFER':
      return { type: 'TRANSFER', ...(instrument.bank === undefined ? {} : { bank: instrument.bank }) }
    case 'CARD':
    case 'MOBILE':
    case 'EASY_PAY':
      return instrument
  }
}

import type { BillingInstrument, CardFacts } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import { customerView } from '../v2-input/customer-input.ts'
import type { BillingChannel, BillingFailure, BillingKey, BillingKeyChannel } from './billing-key.ts'

type View = Record<string, unknown>

/** REST V2 `BillingKeyInfo` of a key that was issued once; READY and FAILED keys are not shown. */
export function billingKeyView(key: BillingKey): View {
  const { data } = key
  const issued = key.channels.filter(({ status }) => status === 'ISSUED')
  const methods = issued.flatMap(({ data: { instrument } }) =>
    instrument === undefined ? [] : [instrumentView(instrument)],
  )
  return {
    status: key.status,
    billingKey: key.billingKey,
    merchantId: key.merchantId,
    storeId: key.storeId,
    methods,
    channels: issued.map(({ data: { channel } }) => channelView(channel)),
    customer: customerView(data.customer),
    ...present('customData', data.customData),
    ...present('issueId', data.issueId),
    ...present('issueName', data.issueName),
    requestedAt: key.requestedAt.toISOString(),
    issuedAt: (key.issuedAt ?? key.requestedAt).toISOString(),
    ...present('channelGroup', data.channelGroup),
    pgBillingKeyIssueResponses: key.channels.flatMap(issueResponseView),
    ...(key.status === 'DELETED' ? { deletedAt: (key.deletedAt ?? key.statusAt).toISOString() } : {}),
  }
}

/** REST V2 `BillingKeyInfoSummary`, the answer to an issue. */
export function billingKeySummary(key: BillingKey): View {
  return {
    billingKey: key.billingKey,
    channels: key.channels
      .filter(({ status }) => status === 'ISSUED')
      .map(({ data: { channel } }) => channelView(channel)),
    issuedAt: (key.issuedAt ?? key.requestedAt).toISOString(),
  }
}

/** REST V2 `ChannelSpecificFailure` of each channel that did not issue. */
export function channelFailures(key: BillingKey): View[] {
  return key.channels.flatMap(({ data: { channel, failure } }) =>
    failure === undefined ? [] : [channelFailure(channel, failure)],
  )
}

/** REST V2 `ChannelSpecificFailure`. */
export function channelFailure(
  channel: BillingChannel,
  failure: Pick<BillingFailure, 'reason' | 'pgCode' | 'pgMessage'>,
): View {
  return {
    type: 'PG_PROVIDER',
    channel: channelView(channel),
    message: failure.reason,
    pgCode: failure.pgCode ?? '',
    pgMessage: failure.pgMessage ?? failure.reason,
  }
}

function issueResponseView({ status, data }: BillingKeyChannel): View[] {
  const channel = channelView(data.channel)
  if (status === 'ISSUED')
    return [
      {
        type: 'ISSUED',
        channel,
        ...present('pgTxId', data.pgTxId),
        ...present('method', data.instrument && instrumentView(data.instrument)),
      },
    ]
  const { failure } = data
  if (status !== 'FAILED' || failure === undefined) return []
  return [
    {
      type: 'FAILED',
      channel,
      failure: {
        message: failure.reason,
        ...present('pgCode', failure.pgCode),
        ...present('pgMessage', failure.pgMessage),
        failedAt: failure.failedAt,
      },
    },
  ]
}

/** REST V2 `SelectedChannel`. */
export function channelView(channel: BillingChannel): View {
  return {
    type: channel.mode,
    id: channel.id,
    key: channel.key,
    name: channel.name,
    pgProvider: channel.pgProvider,
    pgMerchantId: channel.pgMerchantId,
  }
}

/** REST V2 `BillingKeyPaymentMethod`; `type` is the schema's name. */
function instrumentView(instrument: BillingInstrument): View {
  switch (instrument.type) {
    case 'CARD':
      return { type: 'BillingKeyPaymentMethodCard', card: cardView(instrument.card) }
    case 'MOBILE':
      return { type: 'BillingKeyPaymentMethodMobile', ...present('phoneNumber', instrument.phoneNumber) }
    case 'EASY_PAY':
      return {
        type: 'BillingKeyPaymentMethodEasyPay',
        ...present('provider', instrument.provider),
        ...(instrument.card === undefined
          ? {}
          : { method: { type: 'BillingKeyPaymentMethodCard', card: cardView(instrument.card) } }),
      }
    case 'TRANSFER':
      return {
        type: 'BillingKeyPaymentMethodTransfer',
        ...present('bank', instrument.bank),
        ...present('accountNumber', instrument.accountNumber),
      }
    case 'PAYPAL':
      return { type: 'BillingKeyPaymentMethodPaypal' }
  }
}

function cardView(card: CardFacts): View {
  return {
    ...present('publisher', card.issuerCode),
    ...present('issuer', card.acquirerCode),
    ...present('brand', card.brand),
    ...present('type', card.type),
    ...present('ownerType', card.ownerType),
    ...present('bin', card.bin),
    ...present('name', card.name),
    ...present('number', card.number),
  }
}

import type { BillingInstrument, CardFacts } from '@naru/gateways'
import type { BillingKeyChannel } from '../billing-key/billing-key.ts'
import { v1CardOf } from '../payment/v1-codes.ts'
import type { V1Customer } from './customer-store.ts'

/** One billing key as REST V1 shows it: one channel's, or a super billing key with all of its channels. Every key is there. */
export function v1CustomerView(customer: V1Customer): Readonly<Record<string, unknown>> {
  const { key, customerUid } = customer
  const person = key.data.customer
  const address = person.address
  const shared = {
    customer_addr: address === undefined ? null : `${address.addressLine1} ${address.addressLine2}`.trim(),
    customer_email: person.email ?? null,
    customer_id: person.id ?? null,
    customer_name: person.name ?? null,
    customer_postcode: person.zipcode ?? null,
    customer_tel: person.phoneNumber ?? null,
    customer_uid: customerUid,
  }
  const group = key.data.channelGroup
  if (group !== undefined)
    return {
      channelGroupId: group.id,
      ...shared,
      failedChannels: key.channels.filter(({ status }) => status === 'FAILED').map(failedView),
      succeededChannels: key.channels
        .filter(({ status }) => status === 'ISSUED')
        .map((channel) => ({ ...cardView(channel), ...idView(channel), ...timesOf(customer) })),
    }
  const [channel] = key.channels
  return {
    ...cardView(channel),
    ...shared,
    inserted: unix(customer.insertedAt),
    ...idView(channel),
    sandbox: key.mode === 'TEST',
    updated: unix(customer.updatedAt),
  }
}

const cardTypes = { CREDIT: 0, DEBIT: 1, GIFT: null } as const

function cardView(channel: BillingKeyChannel | undefined) {
  const card = cardOf(channel?.data.instrument)
  return {
    card_code: v1CardOf(card?.name)?.code ?? null,
    card_issuer_code: null,
    card_issuer_name: null,
    card_name: card?.name ?? null,
    card_number: card?.number ?? null,
    card_publisher_code: null,
    card_publisher_name: null,
    card_type: card?.type === undefined ? null : cardTypes[card.type],
  }
}

function cardOf(instrument: BillingInstrument | undefined): CardFacts | undefined {
  return instrument?.type === 'CARD' || instrument?.type === 'EASY_PAY' ? instrument.card : undefined
}

function idView(channel: BillingKeyChannel | undefined) {
  return {
    pg_id: channel?.data.channel.pgMerchantId ?? null,
    pg_provider: channel?.data.channel.moduleCode ?? null,
  }
}

function timesOf({ insertedAt, updatedAt }: V1Customer) {
  return { inserted: unix(insertedAt), updated: unix(updatedAt) }
}

function failedView(channel: BillingKeyChannel) {
  const { failure } = channel.data
  return {
    type: failure?.pgCode === undefined ? 'INVALID_REQUEST' : 'PG_PROVIDER',
    message: failure?.reason ?? '',
    ...idView(channel),
  }
}

function unix(at: Date): number {
  return Math.floor(at.getTime() / 1_000)
}

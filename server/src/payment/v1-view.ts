import type { CardFacts } from '@naru/gateways'
import type {
  Attempt,
  AttemptOutcome,
  Cancellation,
  PaymentHead,
  PaymentStatus,
  StoredMethod,
} from './payment.ts'
import { toMajor } from './major-amount.ts'
import { v1BankOf, v1CardOf } from './v1-codes.ts'

/** V1 knows four: a waiting account is `ready`, and a partial cancel is `cancelled` like a whole one. */
export type V1Status = 'ready' | 'paid' | 'failed' | 'cancelled'

export const v1Statuses: Readonly<Record<PaymentStatus, V1Status>> = {
  READY: 'ready',
  PAY_PENDING: 'ready',
  VIRTUAL_ACCOUNT_ISSUED: 'ready',
  PAID: 'paid',
  FAILED: 'failed',
  PARTIAL_CANCELLED: 'cancelled',
  CANCELLED: 'cancelled',
}

/** What the view shows of a payment's rows; hot paths read no more than this. */
export type V1Head = Pick<PaymentHead, 'status' | 'transactionId' | 'cancelledMinor'>
export type V1Attempt = Pick<Attempt, 'transactionId' | 'paymentId' | 'status' | 'pgTxId' | 'data'>
export type V1Cancellation = Pick<Cancellation, 'cancellationId' | 'status' | 'amountMinor' | 'data'>

const platforms = { PC: 'pc', MOBILE: 'mobile', API: 'api' } as const

/** What V1 has said since it stopped to keep user agents for a while; payments over the API have none. */
const noUserAgent = 'sorry_not_supported_anymore'

/**
 * One attempt as REST V1 shows a payment: `imp_uid` is the attempt, `merchant_uid` the payment. Every key is there,
 * in alphabetical order; "not known" is null and "did not happen" is 0, as in answers of the real service.
 */
export function v1PaymentView(
  head: V1Head,
  attempt: V1Attempt,
  cancellations: readonly V1Cancellation[],
  { hasCashReceipt = false }: { readonly hasCashReceipt?: boolean } = {},
): Readonly<Record<string, unknown>> {
  const isShown = head.transactionId === attempt.transactionId
  const { order, channel, origin, outcome, failure } = attempt.data
  const { customer } = order
  const status = v1Statuses[isShown ? head.status : attempt.status]
  const done = isShown ? cancellations.filter((one) => one.status === 'SUCCEEDED') : []
  const last = done.at(-1)
  const money = (minor: number): number => toMajor(minor, order.currency)
  return {
    amount: money(order.totalMinor),
    ...approvalMembers(outcome?.method),
    buyer_addr: text(
      customer.address && [customer.address.addressLine1, customer.address.addressLine2].join(' ').trim(),
    ),
    buyer_email: text(customer.email),
    buyer_name: text(customer.name),
    buyer_postcode: text(customer.zipcode),
    buyer_tel: text(customer.phoneNumber),
    cancel_amount: money(isShown ? head.cancelledMinor : 0),
    cancel_history: done.map((one) => ({
      pg_tid: one.data.pgCancellationId ?? attempt.pgTxId ?? '',
      amount: money(one.amountMinor),
      cancelled_at: unix(one.data.cancelledAt),
      reason: one.data.reason,
      cancellation_id: one.cancellationId,
      receipt_url: text(one.data.receiptUrl),
    })),
    cancel_reason: text(last?.data.reason),
    cancel_receipt_urls: done.flatMap(({ data }) => (data.receiptUrl === undefined ? [] : [data.receiptUrl])),
    cancelled_at: unix(last?.data.cancelledAt),
    ...cardMembers(cardOf(outcome?.method)),
    cash_receipt_issued: hasCashReceipt || outcome?.cashReceipt !== undefined,
    channel: platforms[origin.platformType],
    currency: order.currency,
    custom_data: text(order.customData),
    customer_uid: text(attempt.data.v1?.customerUid ?? attempt.data.billingKey),
    customer_uid_usage: text(billingUse(attempt)),
    deposit_history: [],
    emb_pg_provider: text(wallet(attempt)),
    escrow: order.isEscrow,
    fail_reason: text(failure?.reason),
    failed_at: status === 'failed' ? unix(failure?.failedAt) : 0,
    imp_uid: attempt.transactionId,
    merchant_uid: attempt.paymentId,
    name: order.orderName,
    paid_at: paidAt(outcome, status),
    pay_method: v1PayMethod(attempt),
    pg_id: channel.pgMerchantId,
    pg_provider: channel.moduleCode,
    pg_tid: text(attempt.pgTxId ?? undefined),
    promotion: null,
    receipt_url: text(outcome?.receiptUrl),
    sandbox: channel.mode === 'TEST',
    started_at: unix(attempt.data.requestedAt),
    status,
    user_agent: origin.userAgent ?? noUserAgent,
    ...accountMembers(outcome),
  }
}

/**
 * How it was paid, else how it was to be paid. A wallet shows what it charged: `card`, an account as `trans`, or its points
 * as `point`.
 */
export function v1PayMethod({ data }: Pick<Attempt, 'data'>): string {
  const { outcome, order } = data
  if (data.way === 'PURSE') return 'point'
  const type = outcome?.method.type ?? order.payMethod
  switch (type) {
    case 'CARD':
      return 'card'
    case 'TRANSFER':
      return 'trans'
    case 'VIRTUAL_ACCOUNT':
      return data.way === 'STORE_BARCODE' ? 'cvs' : 'vbank'
    case 'CONVENIENCE_STORE':
      return 'cvs'
    case 'MOBILE':
      return 'phone'
    case 'GIFT_CERTIFICATE': {
      const paid =
        outcome?.method.type === 'GIFT_CERTIFICATE' ? outcome.method.giftCertificateType : undefined
      return giftMethods[paid ?? order.giftCertificate?.giftCertificateType ?? ''] ?? 'cultureland'
    }
    case 'EASY_PAY':
      if (outcome?.method.type === 'EASY_PAY') return walletMeans(outcome.method)
      return wallets[order.easyPay?.easyPayProvider ?? ''] ?? 'card'
  }
}

function walletMeans({ card, bank }: Extract<StoredMethod, { readonly type: 'EASY_PAY' }>): string {
  if (card !== undefined) return 'card'
  return bank === undefined ? 'point' : 'trans'
}

const giftMethods: Readonly<Record<string, string>> = {
  CULTURELAND: 'cultureland',
  SMART_MUNSANG: 'smartculture',
  BOOKNLIFE: 'booknlife',
  CULTURE_GIFT: 'culturegift',
  HAPPYMONEY: 'happymoney',
}

/** REST V2's easy-pay providers → V1's names of wallets. */
const wallets: Readonly<Record<string, string>> = {
  NAVERPAY: 'naverpay',
  KAKAOPAY: 'kakaopay',
  PAYCO: 'payco',
  SAMSUNGPAY: 'samsung',
  SSGPAY: 'ssgpay',
  LPAY: 'lpay',
  APPLEPAY: 'applepay',
  PINPAY: 'pinpay',
  TOSSPAY: 'tosspay',
  SKPAY: 'skpay',
  KPAY: 'kpay',
  TOSS_BRANDPAY: 'toss_brandpay',
  PAYPAY: 'paypay',
  AMAZONPAY: 'amazonpay',
  RAKUTENPAY: 'rakutenpay',
  MERPAY: 'merpay',
  AUPAY: 'aupay',
  DBARAI: 'dbarai',
}

function wallet({ data }: Pick<Attempt, 'data'>): string | undefined {
  const { outcome, order } = data
  if (outcome?.method.type !== 'EASY_PAY') return undefined
  const provider = outcome.method.provider ?? order.easyPay?.easyPayProvider
  const name = wallets[provider ?? '']
  return name === 'samsung' ? 'samsungpay' : name
}

/** What a stored card was used for. */
function billingUse({ data }: Pick<Attempt, 'data'>): string | undefined {
  if (data.v1?.customerUidUsage !== undefined) return data.v1.customerUidUsage
  if (data.billingKey === undefined) return undefined
  return data.scheduleId === undefined ? 'payment' : 'payment.scheduled'
}

function cardOf(method: StoredMethod | undefined): CardFacts | undefined {
  if (method?.type === 'CARD') return method.card
  return method?.type === 'EASY_PAY' ? method.card : undefined
}

function approvalMembers(method: StoredMethod | undefined) {
  const bank = method?.type === 'TRANSFER' || method?.type === 'EASY_PAY' ? v1BankOf(method.bank) : undefined
  // A wallet that charged no card has no approval number, which V1 writes as empty text.
  const isWalletMoney = method?.type === 'EASY_PAY' && method.card === undefined
  return {
    apply_num: isWalletMoney ? '' : text(cardOf(method)?.approvalNumber),
    bank_code: text(bank?.code),
    bank_name: text(bank?.name),
  }
}

const cardTypes = { CREDIT: 0, DEBIT: 1, GIFT: null } as const

function cardMembers(card: CardFacts | undefined) {
  const standard = v1CardOf(card?.name)
  return {
    card_code: text(standard?.code),
    card_issuer_code: null,
    card_issuer_name: null,
    card_name: text(card?.name),
    card_number: text(card?.number),
    card_publisher_code: null,
    card_publisher_name: null,
    card_quota: card?.installmentMonth ?? 0,
    card_type: card?.type === undefined ? null : cardTypes[card.type],
  }
}

/** V1 has no words for a convenience store; its number and deadline stand where an account's do, as a barcode's. */
function accountMembers(outcome: AttemptOutcome | undefined) {
  if (outcome?.method.type === 'CONVENIENCE_STORE') {
    const { confirmationNumber, receiptNumber, deadline } = outcome.method.convenienceStore
    return {
      vbank_code: null,
      vbank_date: unix(deadline),
      vbank_holder: null,
      vbank_issued_at: unix(outcome.at),
      vbank_name: null,
      vbank_num: text(confirmationNumber ?? receiptNumber),
    }
  }
  const account = outcome?.method.type === 'VIRTUAL_ACCOUNT' ? outcome.method.virtualAccount : undefined
  const bank = v1BankOf(account?.bank)
  return {
    vbank_code: text(bank?.code),
    vbank_date: unix(account?.expiredAt),
    vbank_holder: text(account?.remitteeName),
    vbank_issued_at: account === undefined ? 0 : unix(account.issuedAt ?? outcome?.at),
    vbank_name: text(bank?.name),
    vbank_num: text(account?.accountNumber),
  }
}

function paidAt(outcome: AttemptOutcome | undefined, status: V1Status): number {
  return status === 'paid' || status === 'cancelled' ? unix(outcome?.paidAt ?? outcome?.at) : 0
}

function text(value: string | undefined): string | null {
  return value ?? null
}

/** UNIX seconds; 0 for what did not happen. */
function unix(at: string | undefined): number {
  return at === undefined ? 0 : Math.floor(Date.parse(at) / 1_000)
}

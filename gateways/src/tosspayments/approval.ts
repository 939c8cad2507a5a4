import type { Approved, CardFacts, Order, PaidMethod, Silent, VirtualAccountFacts } from '../port.ts'
import { child, flag, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { bankOf, cardOf, giftCertificateTypeOf, methodTypeOf, providerOf } from './codes.ts'
import type { TossPayment } from './payment.ts'

/**
 * The payment's facts in the port's words. `state` is the caller's: it knows whether money or an account was asked for.
 * Silent when an account was issued whose number is not in the answer: without it nobody could ever pay into it.
 */
export function toApproval(
  payment: TossPayment,
  state: Approved['state'],
  order: Pick<Order, 'payMethod'>,
  now: Date,
): Approved | Silent {
  const method = readMethod(payment, order)
  if (method === undefined) return { kind: 'silent', reason: 'the answer names no account number' }
  const receipt = child(payment.fields, 'receipt')
  return {
    kind: 'approved',
    state,
    pgTxId: payment.paymentKey,
    pgOrderId: payment.orderId,
    amount: { minor: payment.totalMinor, currency: payment.currency },
    method,
    at: payment.approvedAt ?? payment.requestedAt ?? now,
    raw: payment.raw,
    ...(payment.secret === undefined ? {} : { memory: { depositSecret: payment.secret } }),
    ...present({
      pgMerchantId: payment.mid,
      receiptUrl: receipt && text(receipt, 'url'),
      cashReceipt: readCashReceipt(child(payment.fields, 'cashReceipt')),
    }),
  }
}

function readMethod(
  { fields, requestedAt }: TossPayment,
  order: Pick<Order, 'payMethod'>,
): PaidMethod | undefined {
  const wire = text(fields, 'method')
  if (text(fields, 'type') === 'BRANDPAY') return readBrandpay(fields)
  const type = methodTypeOf(wire) ?? order.payMethod
  switch (type) {
    case 'CARD':
      return { type, card: readCard(child(fields, 'card')) }
    case 'EASY_PAY': {
      // The card part of a wallet payment sits in `card`, points and coupons in `easyPay.discountAmount`.
      const easyPay = child(fields, 'easyPay') ?? {}
      const card = child(fields, 'card')
      return {
        type,
        ...present({
          provider: providerOf(text(easyPay, 'provider')),
          card: card && readCard(card),
          discountMinor: wholeNumber(easyPay, 'discountAmount'),
        }),
      }
    }
    case 'TRANSFER':
      return { type, ...present({ bank: bankOf(text(child(fields, 'transfer') ?? {}, 'bankCode')) }) }
    case 'VIRTUAL_ACCOUNT': {
      const virtualAccount = readVirtualAccount(child(fields, 'virtualAccount'), requestedAt)
      return virtualAccount && { type, virtualAccount }
    }
    case 'MOBILE': {
      const phone = child(fields, 'mobilePhone') ?? {}
      return { type, ...present({ phoneNumber: text(phone, 'customerMobilePhone') }) }
    }
    case 'GIFT_CERTIFICATE': {
      const approvalNumber = text(child(fields, 'giftCertificate') ?? {}, 'approveNo') ?? ''
      return { type, approvalNumber, ...present({ giftCertificateType: giftCertificateTypeOf(wire) }) }
    }
  }
}

/** BrandPay names what was charged as if the shop had charged it itself: `card`, or `transfer` of an account. */
function readBrandpay(fields: WireRecord): PaidMethod {
  const card = child(fields, 'card')
  const transfer = child(fields, 'transfer')
  return {
    type: 'EASY_PAY',
    provider: 'TOSS_BRANDPAY',
    ...present({
      card: card && readCard(card),
      bank: transfer && bankOf(text(transfer, 'bankCode')),
    }),
  }
}

/** `card` of a payment or of a billing key. */
export function readCard(card: WireRecord | undefined): CardFacts {
  if (card === undefined) return {}
  const number = text(card, 'number')
  const issuerCode = text(card, 'issuerCode')
  return {
    ...cardOf(issuerCode),
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number.replaceAll('-', ''))?.[0],
      issuerCode,
      acquirerCode: text(card, 'acquirerCode'),
      type: cardTypes[text(card, 'cardType') ?? ''],
      ownerType: ownerTypes[text(card, 'ownerType') ?? ''],
      approvalNumber: text(card, 'approveNo'),
      installmentMonth: wholeNumber(card, 'installmentPlanMonths'),
      isInterestFree: flag(card, 'isInterestFree'),
      pointUsed: flag(card, 'useCardPoint'),
    }),
  }
}

/** `미확인` (unknown) is in neither table on purpose. */
const cardTypes: Readonly<Record<string, 'CREDIT' | 'DEBIT' | 'GIFT'>> = {
  신용: 'CREDIT',
  체크: 'DEBIT',
  기프트: 'GIFT',
  CREDIT: 'CREDIT',
  CHECK: 'DEBIT',
  GIFT: 'GIFT',
}
const ownerTypes: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = {
  개인: 'PERSONAL',
  법인: 'CORPORATE',
  PERSONAL: 'PERSONAL',
  CORPORATE: 'CORPORATE',
}

function readVirtualAccount(
  account: WireRecord | undefined,
  issuedAt: Date | undefined,
): VirtualAccountFacts | undefined {
  const accountNumber = account && text(account, 'accountNumber')
  if (account === undefined || accountNumber === undefined) return undefined
  const accountType = text(account, 'accountType')
  return {
    accountNumber,
    ...present({
      bank: bankOf(text(account, 'bankCode')),
      accountType:
        accountType === '고정' || accountType === 'FIXED' ? ('FIXED' as const) : ('NORMAL' as const),
      remitteeName: text(account, 'customerName'),
      remitterName: text(account, 'depositorName'),
      issuedAt,
      expiredAt: fromIso(text(account, 'dueDate')),
    }),
  }
}

function readCashReceipt(receipt: WireRecord | undefined): Approved['cashReceipt'] {
  const issueNumber = receipt && text(receipt, 'issueNumber')
  if (receipt === undefined || issueNumber === undefined) return undefined
  const wire = text(receipt, 'type')
  const type = wire === '지출증빙' || wire === 'CORPORATE' ? ('CORPORATE' as const) : ('PERSONAL' as const)
  return { type, issueNumber, ...present({ url: text(receipt, 'receiptUrl') }) }
}

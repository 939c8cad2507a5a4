import type { Approved, CardFacts, Order, PaidMethod, Silent } from '../port.ts'
import { accountMemory } from '../deposit-note.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { bankOf, cardOf, isWalletMoney, walletMoneyProvider, walletOf } from './codes.ts'
import { orderIdOf, orderNumber } from './order-number.ts'

/**
 * What an approval (of a window, a charge or a key-in) tells, in the port's words. Silent when it names no transaction,
 * no amount, or an account without its number: money may have moved and this answer does not say how.
 */
export function toApproval(
  answer: { readonly fields: WireRecord; readonly raw: string },
  order: Pick<Order, 'payMethod' | 'amount' | 'pgOrderId'>,
  now: Date,
  cashReceiptCode?: string,
): Approved | Silent {
  const { fields, raw } = answer
  const tno = text(fields, 'tno')
  const amountMinor = wholeNumber(fields, 'amount')
  if (tno === undefined || amountMinor === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no tno or amount' }
  const method = readMethod(fields, order)
  if (method === undefined) return { kind: 'silent', reason: 'an account was issued without its number' }
  const issueNumber = text(fields, 'cash_authno')
  return {
    kind: 'approved',
    state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
    pgTxId: tno,
    // A charge's answer may leave the order number out; the request named ours, and only ours.
    pgOrderId: isOurs(text(fields, 'order_no'), order)
      ? order.pgOrderId
      : orderIdOf(text(fields, 'order_no')),
    // The answer names no currency: the window was opened for one alone.
    amount: { minor: amountMinor, currency: order.amount.currency },
    method,
    at: instant(text(fields, 'app_time')) ?? now,
    raw,
    ...(method.type === 'VIRTUAL_ACCOUNT' ? { memory: accountMemory(method.virtualAccount) } : {}),
    ...present({
      pgMerchantId: text(fields, 'site_cd'),
      cashReceipt:
        issueNumber === undefined
          ? undefined
          : { type: cashReceiptCode === '1' ? ('CORPORATE' as const) : ('PERSONAL' as const), issueNumber },
    }),
  }
}

function isOurs(answered: string | undefined, { pgOrderId }: Pick<Order, 'pgOrderId'>): boolean {
  return answered === undefined || answered === orderNumber(pgOrderId)
}

function readMethod(fields: WireRecord, order: Pick<Order, 'payMethod'>): PaidMethod | undefined {
  const payMethod = text(fields, 'pay_method')
  const wallet = walletOf(text(fields, 'card_other_pay_type'))
  if (wallet !== undefined || isWalletMoney(payMethod)) {
    return {
      type: 'EASY_PAY',
      ...present({
        provider: wallet ?? walletMoneyProvider(payMethod),
        card: text(fields, 'card_cd') === undefined ? undefined : readCard(fields),
        discountMinor: wholeNumber(fields, 'easypoint_mny'),
      }),
    }
  }
  switch (order.payMethod) {
    case 'CARD':
      return { type: 'CARD', card: readCard(fields) }
    case 'EASY_PAY':
      return { type: 'EASY_PAY', card: readCard(fields) }
    case 'TRANSFER':
      return { type: 'TRANSFER', ...present({ bank: bankOf(text(fields, 'bank_code')) }) }
    case 'VIRTUAL_ACCOUNT': {
      const accountNumber = text(fields, 'account')
      if (accountNumber === undefined) return undefined
      return {
        type: 'VIRTUAL_ACCOUNT',
        virtualAccount: {
          accountNumber,
          accountType: 'NORMAL',
          ...present({
            bank: bankOf(text(fields, 'bankcode')),
            remitteeName: text(fields, 'depositor'),
            issuedAt: instant(text(fields, 'app_time')),
            expiredAt: instant(text(fields, 'va_date')),
          }),
        },
      }
    }
    case 'MOBILE':
      return {
        type: 'MOBILE',
        ...present({ phoneNumber: text(fields, 'mobile_no'), carrier: text(fields, 'commid') }),
      }
    case 'GIFT_CERTIFICATE':
      return { type: 'GIFT_CERTIFICATE', approvalNumber: text(fields, 'app_no') ?? '' }
  }
}

export function readCard(fields: WireRecord): CardFacts {
  const number = text(fields, 'card_no') ?? text(fields, 'card_mask_no')
  const code = text(fields, 'card_cd')
  // Cards of Kakao Bank answer as Kookmin; who issued them stands in the issuer's own field.
  const issuer = code === 'CCKM' ? text(fields, 'isp_issuer_cd') : undefined
  const quota = text(fields, 'quota')
  return {
    ...cardOf(code),
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number.replaceAll('-', ''))?.[0],
      issuerCode: issuer ?? code,
      acquirerCode: text(fields, 'acqu_cd'),
      name:
        (issuer === undefined ? undefined : text(fields, 'isp_issuer_nm')) ??
        cardOf(code).name ??
        text(fields, 'card_name'),
      approvalNumber: text(fields, 'app_no'),
      installmentMonth: quota === undefined || !/^\d{1,2}$/.test(quota) ? undefined : Number(quota),
      isInterestFree: quota === undefined ? undefined : text(fields, 'noinf') === 'Y',
      ownerType: ownerTypes[text(fields, 'card_bin_type_01') ?? ''],
      type: cardTypes[text(fields, 'card_bin_type_02') ?? ''],
    }),
  }
}

const ownerTypes: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = { '0': 'PERSONAL', '1': 'CORPORATE' }
const cardTypes: Readonly<Record<string, 'CREDIT' | 'DEBIT'>> = { '0': 'CREDIT', '1': 'DEBIT' }

/** `yyyyMMddHHmmss` in Seoul. */
export function instant(stamp: string | undefined): Date | undefined {
  return stamp === undefined ? undefined : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14))
}

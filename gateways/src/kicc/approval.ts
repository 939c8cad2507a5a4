import type { Approved, CardFacts, GatewayContext, Order, PaidMethod, Silent } from '../port.ts'
import { sameSecret } from '../wire/constant-time.ts'
import { accountMemory } from '../deposit-note.ts'
import { child, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { cardOf, walletOf } from './codes.ts'
import { standardBank } from '../wire/standard-banks.ts'
import { messageAuthValue } from './signature.ts'

/**
 * What an approval, a charge or an inquiry tells, in the port's words. Silent when it names no transaction or amount, or
 * an account without its number, or when it should be signed and its signature does not fit: money may have moved, and
 * this answer does not say how.
 *
 * @param isSigned approvals and charges carry `msgAuthValue`, inquiries do not
 */
export function toApproval(
  context: Pick<GatewayContext, 'credentials' | 'now'>,
  { fields, raw }: { readonly fields: WireRecord; readonly raw: string },
  order: Pick<Order, 'payMethod' | 'amount' | 'pgOrderId'>,
  isSigned: boolean,
): Approved | Silent {
  const pgCno = text(fields, 'pgCno')
  const amountMinor = wholeNumber(fields, 'amount')
  if (pgCno === undefined || amountMinor === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no pgCno or amount' }
  if (isSigned && !isGenuine(context, fields))
    return { kind: 'silent', reason: 'the signature of the answer does not fit' }
  const method = readMethod(fields, order)
  if (method === undefined) return { kind: 'silent', reason: 'an account was issued without its number' }
  return {
    kind: 'approved',
    // TS07 waits for a deposit, TS08 has it (developer documentation, status codes).
    state:
      method.type === 'VIRTUAL_ACCOUNT' && text(fields, 'statusCode') !== 'TS08'
        ? 'VIRTUAL_ACCOUNT_ISSUED'
        : 'PAID',
    pgTxId: pgCno,
    pgOrderId: text(fields, 'shopOrderNo') ?? '',
    // The answer names no currency: the window was opened for won alone (`00`).
    amount: { minor: amountMinor, currency: order.amount.currency },
    method,
    at: instant(text(fields, 'transactionDate')) ?? context.now,
    raw,
    ...(method.type === 'VIRTUAL_ACCOUNT' ? { memory: accountMemory(method.virtualAccount) } : {}),
    ...present({ pgMerchantId: text(fields, 'mallId'), cashReceipt: readCashReceipt(fields) }),
  }
}

/** `pgCno|amount|transactionDate`. A channel of the former module has no key to prove it with. */
function isGenuine({ credentials }: Pick<GatewayContext, 'credentials'>, fields: WireRecord): boolean {
  const key = credentials['encryptionKey'] ?? ''
  if (key === '') return true
  const parts = ['pgCno', 'amount', 'transactionDate'].map((name) => text(fields, name) ?? '')
  return sameSecret(messageAuthValue(key, parts), (text(fields, 'msgAuthValue') ?? '').toLowerCase())
}

function readMethod(fields: WireRecord, order: Pick<Order, 'payMethod'>): PaidMethod | undefined {
  const info = child(fields, 'paymentInfo') ?? {}
  const wallet = walletOf(text(info, 'cpCode'))
  const card = child(info, 'cardInfo')
  if (wallet !== undefined || order.payMethod === 'EASY_PAY')
    return {
      type: 'EASY_PAY',
      ...present({ provider: wallet, card: card === undefined ? undefined : readCard(info, card) }),
    }
  switch (order.payMethod) {
    case 'CARD':
      return { type: 'CARD', card: readCard(info, card ?? {}) }
    case 'TRANSFER':
      return {
        type: 'TRANSFER',
        ...present({ bank: standardBank(text(child(info, 'bankInfo') ?? {}, 'bankCode')) }),
      }
    case 'VIRTUAL_ACCOUNT':
      return readAccount(info, text(fields, 'transactionDate'))
    case 'MOBILE': {
      const phone = child(info, 'mobInfo') ?? {}
      return {
        type: 'MOBILE',
        ...present({ phoneNumber: text(phone, 'mobileNo'), carrier: text(phone, 'mobileCd') }),
      }
    }
    case 'GIFT_CERTIFICATE':
      return { type: 'GIFT_CERTIFICATE', approvalNumber: text(info, 'approvalNo') ?? '' }
  }
}

function readAccount(info: WireRecord, issuedAt: string | undefined): PaidMethod | undefined {
  const account = child(info, 'virtualAccountInfo')
  const accountNumber = account && text(account, 'accountNo')
  if (account === undefined || accountNumber === undefined) return undefined
  return {
    type: 'VIRTUAL_ACCOUNT',
    virtualAccount: {
      accountNumber,
      accountType: 'NORMAL',
      ...present({
        bank: standardBank(text(account, 'bankCode')),
        remitteeName: text(account, 'depositName'),
        issuedAt: instant(issuedAt),
        expiredAt: instant(text(account, 'expiryDate')),
      }),
    },
  }
}

/** @param info `paymentInfo`, which has the approval number; `card` its `cardInfo` */
export function readCard(info: WireRecord, card: WireRecord): CardFacts {
  const number = text(card, 'cardMaskNo') ?? text(card, 'cardNo')
  const issuer = text(card, 'issuerCode')
  const months = wholeNumber(card, 'installmentMonth')
  return {
    ...cardOf(issuer),
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number.replaceAll('-', ''))?.[0],
      issuerCode: issuer,
      acquirerCode: text(card, 'acquirerCode'),
      name: cardOf(issuer).name ?? text(card, 'issuerName'),
      approvalNumber: text(info, 'approvalNo'),
      installmentMonth: months,
      isInterestFree:
        text(card, 'freeInstallmentTypeCode') === undefined
          ? undefined
          : text(card, 'freeInstallmentTypeCode') !== '00',
      type: cardTypes[text(card, 'cardGubun') ?? ''],
      ownerType: ownerTypes[text(card, 'cardBizGubun') ?? ''],
    }),
  }
}

const cardTypes: Readonly<Record<string, 'CREDIT' | 'DEBIT' | 'GIFT'>> = {
  N: 'CREDIT',
  Y: 'DEBIT',
  G: 'GIFT',
}
const ownerTypes: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = { P: 'PERSONAL', C: 'CORPORATE' }

function readCashReceipt(fields: WireRecord): Approved['cashReceipt'] {
  const receipt = child(child(fields, 'paymentInfo') ?? {}, 'cashReceiptInfo')
  const issueNumber = receipt && text(receipt, 'approvalNo')
  return receipt === undefined || issueNumber === undefined || text(receipt, 'resCd') !== '0000'
    ? undefined
    : { type: 'PERSONAL', issueNumber }
}

/** `yyyyMMddHHmmss` in Seoul. */
export function instant(stamp: string | undefined): Date | undefined {
  return stamp === undefined ? undefined : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14))
}

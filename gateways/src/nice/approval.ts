import type { Approved, CardFacts, GatewayContext, Order, PaidMethod, Silent } from '../port.ts'
import { accountMemory } from '../deposit-note.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { merchantKey, mid } from './api.ts'
import { approvedCodes, cardOf, walletOf } from './codes.ts'
import { standardBank } from '../wire/standard-banks.ts'
import { checkSignature } from './signature.ts'

/**
 * What an approval, a charge or an issue tells, in the port's words. Silent when it names no transaction or amount, an
 * account without its number, or when its signature does not fit: money may have moved, and this answer does not say how.
 *
 * @param expects approvals of a window are signed; the answers to calls without a window are documented without
 */
export function toApproval(
  context: Pick<GatewayContext, 'credentials' | 'now'>,
  { code, fields, raw }: { readonly code: string; readonly fields: WireRecord; readonly raw: string },
  order: Order,
  expects: { readonly signature: boolean },
): Approved | Silent {
  if (!approvedCodes[order.payMethod].includes(code))
    return { kind: 'silent', reason: `approved as another method (${code})` }
  const tid = text(fields, 'TID')
  const minor = wholeNumber(fields, 'Amt')
  const moid = text(fields, 'Moid')
  if (tid === undefined || minor === undefined || moid === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no TID, amount or order' }
  const signature = checkSignature(fields, ['TID', 'MID', 'Amt'], merchantKey(context))
  if (signature === 'wrong' || (signature === 'absent' && expects.signature))
    return { kind: 'silent', reason: 'the signature of the answer does not fit' }
  const at = instant(text(fields, 'AuthDate')) ?? context.now
  const method = readMethod(fields, order, at)
  if (method === undefined) return { kind: 'silent', reason: 'an account was issued without its number' }
  return {
    kind: 'approved',
    state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
    pgTxId: tid,
    pgOrderId: moid,
    // Calls without a window may leave it out; they were signed for this one.
    pgMerchantId: text(fields, 'MID') ?? mid(context),
    // The answer names no currency: nothing but won is asked for.
    amount: { minor, currency: order.amount.currency },
    method,
    at,
    raw,
    ...(method.type === 'VIRTUAL_ACCOUNT' ? { memory: accountMemory(method.virtualAccount) } : {}),
    ...present({ cashReceipt: readCashReceipt(fields) }),
  }
}

function readMethod(fields: WireRecord, order: Order, at: Date): PaidMethod | undefined {
  switch (order.payMethod) {
    case 'CARD':
    case 'EASY_PAY': {
      const wallet = walletOf(text(fields, 'ClickpayCl'))
      if (wallet === undefined && order.payMethod === 'CARD') return { type: 'CARD', card: readCard(fields) }
      const provider = wallet ?? order.easyPay?.easyPayProvider
      return { type: 'EASY_PAY', ...present({ provider }), card: readCard(fields) }
    }
    case 'TRANSFER':
      return { type: 'TRANSFER', ...present({ bank: standardBank(text(fields, 'BankCode')) }) }
    case 'VIRTUAL_ACCOUNT':
      return readAccount(fields, at)
    case 'MOBILE':
      return { type: 'MOBILE', ...present({ carrier: text(fields, 'Carrier') }) }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'GIFT_CERTIFICATE',
        giftCertificateType: 'CULTURELAND',
        approvalNumber: text(fields, 'AuthCode') ?? '',
      }
  }
}

function readAccount(fields: WireRecord, issuedAt: Date): PaidMethod | undefined {
  const accountNumber = text(fields, 'VbankNum')
  if (accountNumber === undefined) return undefined
  return {
    type: 'VIRTUAL_ACCOUNT',
    virtualAccount: {
      accountNumber,
      accountType: 'NORMAL',
      issuedAt,
      ...present({
        bank: standardBank(text(fields, 'VbankBankCode')),
        expiredAt: fromSeoulDigits(text(fields, 'VbankExpDate'), text(fields, 'VbankExpTime')),
      }),
    },
  }
}

export function readCard(fields: WireRecord): CardFacts {
  const number = text(fields, 'CardNo')
  const issuer = text(fields, 'CardCode')
  const company = text(fields, 'CardName')
  return {
    ...cardOf(issuer),
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number)?.[0],
      issuerCode: issuer,
      acquirerCode: text(fields, 'AcquCardCode'),
      name: cardOf(issuer).name ?? company,
      approvalNumber: text(fields, 'AuthCode'),
      installmentMonth: wholeNumber(fields, 'CardQuota'),
      isInterestFree:
        text(fields, 'CardInterest') === undefined ? undefined : text(fields, 'CardInterest') === '1',
      type: cardTypes[text(fields, 'CardCl') ?? ''],
      ownerType: ownerTypes[text(fields, 'CardType') ?? ''],
    }),
  }
}

const cardTypes: Readonly<Record<string, 'CREDIT' | 'DEBIT'>> = { '0': 'CREDIT', '1': 'DEBIT' }
const ownerTypes: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = { '01': 'PERSONAL', '02': 'CORPORATE' }

/** 1 for a person, 2 for a company. */
function readCashReceipt(fields: WireRecord): Approved['cashReceipt'] {
  const type = text(fields, 'RcptType')
  const issueNumber = text(fields, 'RcptAuthCode')
  if (issueNumber === undefined || (type !== '1' && type !== '2')) return undefined
  return { type: type === '2' ? 'CORPORATE' : 'PERSONAL', issueNumber }
}

/** `yyMMddHHmmss` in Seoul; some calls write the century, and some the date alone. */
export function instant(stamp: string | undefined): Date | undefined {
  if (stamp === undefined || !/^\d+$/.test(stamp)) return undefined
  const whole = stamp.length === 12 || stamp.length === 6 ? `20${stamp}` : stamp
  return fromSeoulDigits(whole.slice(0, 8), whole.slice(8, 14))
}

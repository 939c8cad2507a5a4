import { accountMemory } from '../../deposit-note.ts'
import type { Approved, CardFacts, GatewayContext, Order, PaidMethod, Silent } from '../../port.ts'
import { present, text, wholeNumber } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { maskedCardNumber } from '../../wire/redaction.ts'
import { fromSeoulDigits } from '../../wire/seoul-time.ts'
import { standardBank } from '../../wire/standard-banks.ts'
import { cardOf } from '../codes.ts'
import { giftOf, methodTypeOf } from './codes.ts'
import { xpayHosts } from './environment.ts'
import { channelMid, mertKey, wireMid } from './merchant.ts'
import { md5Hash } from './signature.ts'

type Told = { readonly fields: WireRecord; readonly raw: string }

/**
 * What an approval tells, in the port's words. Silent when it names no transaction, amount or order, an account without
 * its number, or another method than the window was opened for: money may have moved, and this answer does not say how.
 */
export function toApproval(context: GatewayContext, { fields, raw }: Told, order: Order): Approved | Silent {
  const tid = text(fields, 'LGD_TID')
  const minor = wholeNumber(fields, 'LGD_AMOUNT')
  const oid = text(fields, 'LGD_OID')
  if (tid === undefined || minor === undefined || oid === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no LGD_TID, LGD_AMOUNT or LGD_OID' }
  const payType = text(fields, 'LGD_PAYTYPE')
  if (methodTypeOf(payType) !== order.payMethod)
    return { kind: 'silent', reason: `approved as another method (${payType?.slice(0, 10) ?? ''})` }
  const at = stampIn(fields, 'LGD_PAYDATE') ?? context.now
  const method = readMethod(fields, order, at)
  if (method === undefined) return { kind: 'silent', reason: 'an account was issued without its number' }
  return {
    kind: 'approved',
    state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
    pgTxId: tid,
    pgOrderId: oid,
    // The answer names no currency: nothing but won is asked for.
    amount: { minor, currency: order.amount.currency },
    method,
    at,
    receiptUrl: receiptUrl(context, tid),
    raw,
    ...(method.type === 'VIRTUAL_ACCOUNT' ? { memory: accountMemory(method.virtualAccount) } : {}),
    ...present({
      pgMerchantId: channelMid(context, text(fields, 'LGD_MID')),
      cashReceipt: readCashReceipt(fields),
    }),
  }
}

function readMethod(fields: WireRecord, order: Order, at: Date): PaidMethod | undefined {
  switch (order.payMethod) {
    case 'CARD':
      return { type: 'CARD', card: readCard(fields) }
    case 'TRANSFER':
      return { type: 'TRANSFER', ...present({ bank: standardBank(text(fields, 'LGD_FINANCECODE')) }) }
    case 'VIRTUAL_ACCOUNT':
      return readAccount(fields, order, at)
    case 'MOBILE':
      return {
        type: 'MOBILE',
        ...present({ phoneNumber: text(fields, 'LGD_TELNO'), carrier: text(fields, 'LGD_FINANCENAME') }),
      }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'GIFT_CERTIFICATE',
        approvalNumber: text(fields, 'LGD_FINANCEAUTHNUM') ?? '',
        ...present({ giftCertificateType: giftOf(text(fields, 'LGD_PAYTYPE')) }),
      }
    case 'EASY_PAY':
      return undefined
  }
}

function readCard(fields: WireRecord): CardFacts {
  const number = text(fields, 'LGD_CARDNUM')
  // The company is the first two places: `41`, and in older answers `41200`.
  const issuer = text(fields, 'LGD_FINANCECODE')?.slice(0, 2)
  const months = monthsOf(wholeNumber(fields, 'LGD_CARDINSTALLMONTH'))
  const known = cardOf(issuer)
  return {
    ...known,
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number)?.[0],
      issuerCode: issuer,
      acquirerCode: text(fields, 'LGD_CARDACQUIRER'),
      name: known.name ?? text(fields, 'LGD_FINANCENAME'),
      approvalNumber: text(fields, 'LGD_FINANCEAUTHNUM'),
      isInterestFree:
        text(fields, 'LGD_CARDNOINTYN') === undefined ? undefined : text(fields, 'LGD_CARDNOINTYN') === '1',
      ownerType: owners[text(fields, 'LGD_CARDGUBUN1') ?? ''],
      type: types[text(fields, 'LGD_CARDGUBUN2') ?? ''],
      ...months,
    }),
  }
}

const owners: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = { '0': 'PERSONAL', '1': 'CORPORATE' }
const types: Readonly<Record<string, 'CREDIT' | 'DEBIT' | 'GIFT'>> = {
  '0': 'CREDIT',
  '1': 'DEBIT',
  '2': 'GIFT',
}

/** Months, plus 60 where points were spent, plus 80 where they were Hyundai's (the PG's answer table). */
function monthsOf(told: number | undefined): Pick<CardFacts, 'installmentMonth' | 'pointUsed'> {
  if (told === undefined) return {}
  if (told < 60) return { installmentMonth: told }
  return { installmentMonth: told - (told >= 80 ? 80 : 60), pointUsed: true }
}

function readAccount(fields: WireRecord, order: Order, issuedAt: Date): PaidMethod | undefined {
  const accountNumber = text(fields, 'LGD_ACCOUNTNUM')
  if (accountNumber === undefined) return undefined
  return {
    type: 'VIRTUAL_ACCOUNT',
    virtualAccount: {
      accountNumber,
      accountType: 'NORMAL',
      issuedAt,
      ...present({
        bank: standardBank(text(fields, 'LGD_FINANCECODE')),
        remitteeName: text(fields, 'LGD_SAOWNER'),
        remitterName: text(fields, 'LGD_PAYER'),
        // Older answers leave the deadline out; it is the one that was asked for.
        expiredAt: stampIn(fields, 'LGD_CLOSEDATE') ?? order.virtualAccount?.expiresAt,
      }),
    },
  }
}

/** `0` where none was issued; kind 0 for a person, 1 for a company. */
function readCashReceipt(fields: WireRecord): Approved['cashReceipt'] {
  const issueNumber = text(fields, 'LGD_CASHRECEIPTNUM')
  const kind = text(fields, 'LGD_CASHRECEIPTKIND')
  if (issueNumber === undefined || /^0+$/.test(issueNumber) || (kind !== '0' && kind !== '1'))
    return undefined
  return { type: kind === '1' ? 'CORPORATE' : 'PERSONAL', issueNumber }
}

/** `yyyyMMddHHmmss` in Seoul. */
export function stampIn(fields: WireRecord, name: string): Date | undefined {
  const stamp = text(fields, name)
  return stamp === undefined || !/^\d{14}$/.test(stamp)
    ? undefined
    : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8))
}

/** The buyer's sales slip; `authdata` is MD5 over MID, transaction and shop key (the PG's `receipt_link.js`). */
export function receiptUrl(context: GatewayContext, tid: string): string {
  const mid = wireMid(context)
  const query = new URLSearchParams({ mertid: mid, tid, authdata: md5Hash([mid, tid], mertKey(context)) })
  return `${xpayHosts(context.environment).receipt}?${query.toString()}`
}

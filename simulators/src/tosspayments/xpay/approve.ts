import type { WireAnswer } from '../../desk/answer.ts'
import type { Fields } from '../../desk/form.ts'
import { randomDigits } from '../../desk/random.ts'
import { compactTime, readCompactTime } from '../../desk/seoul-time.ts'
import type { XpayBooks } from './books.ts'
import { amountOf, answer, field, md5, newTid } from './caller.ts'
import { banks, cards, nameOf } from './codes.ts'
import { noteIssued } from './notices.ts'
import { wasApproved } from './order.ts'
import type { XpayOrder } from './order.ts'

/** `LGD_CUSTOM_SESSIONTIMEOUT` unless a shop asks for another. */
const SESSION_MS = 10 * 60_000
const DAY_MS = 86_400_000

/** `PaymentByKey`: takes the money of the window, or issues the account. */
export function approve(books: XpayBooks, form: Fields): WireAnswer {
  const order = books.of(field(form, 'LGD_PAYKEY'))
  const txId = field(form, 'LGD_TXID')
  if (order === undefined || order.wireMid !== field(form, 'LGD_MID')) return answer('SIM110')
  if (books.voided.get(txId) !== undefined) return answer('SIM114')
  if (order.state !== 'AUTHENTICATED') return answer('SIM110')
  if (books.now().getTime() - Date.parse(order.openedAt) > SESSION_MS) return answer('SIM111')
  const asked = field(form, 'LGD_AMOUNTCHECKYN')
  if (asked === 'Y' && amountOf(field(form, 'LGD_AMOUNT')) !== order.amountMinor) return answer('SIM112')
  const other = books.ofOid(order.oid)
  if (other !== undefined && other.sessionId !== order.sessionId && wasApproved(other))
    return answer('SIM106')
  const paid = take(books, { ...order, txId, tid: newTid(books, order.wireMid) })
  if (paid.state === 'ISSUED') void noteIssued(books, paid)
  return answer('0000', approvalFields(books, paid))
}

function take(books: XpayBooks, order: XpayOrder): XpayOrder {
  const at = books.now().toISOString()
  const { amountMinor, tid = '' } = order
  if (order.payType !== 'SC0040')
    return books.sessions.put({
      ...order,
      state: 'APPROVED',
      approvedAt: at,
      entries: [...order.entries, { kind: 'approve', amountMinor, at, id: tid }],
    })
  const end = order.closeDate === undefined ? undefined : readCompactTime(order.closeDate)
  return books.sessions.put({
    ...order,
    state: 'ISSUED',
    approvedAt: at,
    virtualAccount: {
      // Accounts of tests begin with an X.
      accountNumber: `X${randomDigits(14)}`,
      bankCode: order.bankCode ?? '088',
      expiresAt: (end ?? new Date(books.now().getTime() + 15 * DAY_MS)).toISOString(),
    },
    entries: [...order.entries, { kind: 'account-issued', amountMinor, at, id: tid }],
  })
}

/** The fields that every approval has, then those of its method. */
export function approvalFields(books: XpayBooks, order: XpayOrder): Fields {
  const amount = String(order.amountMinor)
  const { wireMid, oid, timestamp } = order
  return {
    LGD_TID: order.tid ?? '',
    LGD_MID: wireMid,
    LGD_OID: oid,
    LGD_AMOUNT: amount,
    LGD_PAYTYPE: order.payType,
    LGD_PAYDATE: compactTime(new Date(order.approvedAt ?? order.openedAt)),
    LGD_TIMESTAMP: timestamp,
    LGD_HASHDATA: md5([wireMid, oid, amount, '0000', timestamp, books.mertKey(wireMid) ?? '']),
    LGD_BUYER: order.buyer,
    LGD_PRODUCTINFO: order.productInfo,
    LGD_ESCROWYN: order.isEscrow ? 'Y' : 'N',
    ...methodFields(order),
  }
}

function methodFields(order: XpayOrder): Fields {
  const { card, virtualAccount, approvalNumber } = order
  switch (order.payType) {
    case 'SC0010': {
      if (card === undefined) return {}
      return {
        LGD_FINANCECODE: card.code,
        LGD_FINANCENAME: nameOf(cards, card.code),
        LGD_FINANCEAUTHNUM: approvalNumber,
        LGD_CARDNUM: card.number,
        LGD_CARDACQUIRER: card.code,
        LGD_CARDINSTALLMONTH: String(card.months).padStart(2, '0'),
        LGD_CARDNOINTYN: '0',
        LGD_CARDGUBUN1: '0',
        LGD_CARDGUBUN2: '0',
        LGD_PCANCELFLAG: '1',
        LGD_PCANCELSTR: '0',
      }
    }
    case 'SC0030': {
      const bank = order.bankCode ?? '088'
      return {
        LGD_FINANCECODE: bank,
        LGD_FINANCENAME: nameOf(banks, bank),
        LGD_FINANCEAUTHNUM: '',
        LGD_ACCOUNTOWNER: order.buyer,
        LGD_CASHRECEIPTNUM: approvalNumber,
        LGD_CASHRECEIPTSELFYN: 'N',
        LGD_CASHRECEIPTKIND: '0',
      }
    }
    case 'SC0040':
      return virtualAccount === undefined
        ? {}
        : {
            ...accountFields(order),
            LGD_CLOSEDATE: compactTime(new Date(virtualAccount.expiresAt)),
            LGD_CASFLAG: 'R',
            LGD_CASTAMOUNT: '0',
            LGD_CASCAMOUNT: '0',
            LGD_CASSEQNO: '000',
            LGD_CASHRECEIPTNUM: '0',
            LGD_CASHRECEIPTSELFYN: 'N',
            LGD_CASHRECEIPTKIND: '0',
          }
    case 'SC0060':
      return { LGD_FINANCECODE: 'SKT', LGD_FINANCENAME: 'SKT', LGD_TELNO: '0101234****' }
    case 'SC0111':
    case 'SC0112':
    case 'SC0113':
      return { LGD_FINANCEAUTHNUM: approvalNumber }
  }
}

/** Whose account it is and who pays into it, for the approval and for notes. */
export function accountFields({ virtualAccount, buyer }: XpayOrder): Fields {
  const bank = virtualAccount?.bankCode ?? ''
  return {
    LGD_FINANCECODE: bank,
    LGD_FINANCENAME: nameOf(banks, bank),
    LGD_ACCOUNTNUM: virtualAccount?.accountNumber ?? '',
    LGD_SAOWNER: '나루상점',
    LGD_PAYER: buyer,
  }
}

import type { Fields } from '../desk/form.ts'
import { compactDate, compactClock, compactTime } from '../desk/seoul-time.ts'
import type { NiceBooks } from './books.ts'
import { padded, sha256 } from './caller.ts'
import { banks, cards, nameOf } from './codes.ts'
import type { NiceCode } from './codes.ts'
import type { NiceMethod, NiceOrder } from './order.ts'

/** What each method's approval is answered with. */
export const successCodes: Readonly<Record<NiceMethod, NiceCode>> = {
  CARD: '3001',
  BANK: '4000',
  VBANK: '4100',
  CELLPHONE: 'A000',
  GIFT_CULT: '0000',
}

/** The answer to an approval of the window, every value text. */
export function approvalFields(books: NiceBooks, order: NiceOrder): Fields {
  const amount = padded(order.amountMinor)
  return {
    TID: order.tid,
    MID: order.mid,
    Moid: order.moid,
    Amt: amount,
    Signature: sha256([order.tid, order.mid, amount, books.merchantKey(order.mid) ?? '']),
    GoodsName: order.goodsName,
    AuthCode: order.method === 'VBANK' ? '' : order.approvalNumber,
    AuthDate: compactTime(new Date(order.approvedAt ?? order.openedAt)).slice(2),
    PayMethod: order.method,
    MallReserved: '',
    ...methodFields(order),
  }
}

export function methodFields(order: NiceOrder): Fields {
  const { card, virtualAccount } = order
  switch (order.method) {
    case 'CARD':
      return card === undefined
        ? {}
        : {
            CardCode: card.code,
            CardName: nameOf(cards, card.code),
            CardNo: card.number,
            CardQuota: String(card.months).padStart(2, '0'),
            CardInterest: '0',
            AcquCardCode: card.code,
            AcquCardName: nameOf(cards, card.code),
            CardCl: '0',
            CcPartCl: '1',
            CardType: '01',
            ...(order.wallet === undefined ? {} : { ClickpayCl: order.wallet }),
          }
    case 'BANK': {
      const bank = order.bankCode ?? '088'
      return {
        BankCode: bank,
        BankName: nameOf(banks, bank),
        RcptType: '1',
        RcptTID: `${order.mid}0401${order.tid.slice(-16)}`,
        RcptAuthCode: order.approvalNumber,
      }
    }
    case 'VBANK':
      return virtualAccount === undefined
        ? {}
        : {
            VbankBankCode: virtualAccount.bankCode,
            VbankBankName: nameOf(banks, virtualAccount.bankCode),
            VbankNum: virtualAccount.accountNumber,
            VbankExpDate: compactDate(new Date(virtualAccount.expiresAt)),
            VbankExpTime: compactClock(new Date(virtualAccount.expiresAt)),
          }
    case 'CELLPHONE':
      return { Carrier: 'SKT' }
    case 'GIFT_CULT':
      return {}
  }
}

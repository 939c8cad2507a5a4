import { compactClock, compactDate } from '../desk/seoul-time.ts'
import { bankName, cards } from './codes.ts'
import { pairHash } from './hashes.ts'
import type { InicisOrder } from './order.ts'

type Fields = Readonly<Record<string, string>>

/** The answer to `payAuth` (standard web payment manual, approval result), every value text. */
export function payAuthFields(order: InicisOrder, timestamp: string, at: Date): Fields {
  const price = wirePrice(order)
  return {
    resultCode: '0000',
    resultMsg: '정상처리되었습니다.',
    tid: order.tid,
    mid: order.mid,
    MOID: order.oid,
    TotPrice: price,
    OrgPrice: price,
    goodName: order.goodName,
    goodsName: order.goodName,
    payMethod: order.method,
    applDate: compactDate(at),
    applTime: compactClock(at),
    applNum: order.applNum,
    EventCode: '',
    buyerName: order.buyerName,
    buyerTel: order.buyerTel,
    buyerEmail: order.buyerEmail,
    custEmail: order.buyerEmail,
    payDevice: 'PC',
    currency: order.currency === 'USD' ? 'USD' : 'WON',
    authSignature: authSignature({ MOID: order.oid, TotPrice: price, mid: order.mid }, timestamp),
    ...pcMethodFields(order),
  }
}

/** Proves that the answer belongs to this approval: order, price, MID and the request's own timestamp. */
export function authSignature(
  facts: { readonly MOID: string; readonly TotPrice: string; readonly mid: string },
  timestamp: string,
): string {
  return pairHash({ ...facts, tstamp: timestamp })
}

/** The answer to `payReq.ini` (mobile manual, approval result), name–value pairs. */
export function payReqFields(order: InicisOrder, at: Date): Fields {
  return {
    P_STATUS: '00',
    P_RMESG1: '정상처리되었습니다.',
    P_TID: order.tid,
    P_TYPE: mobileType(order),
    P_AUTH_DT: `${compactDate(at)}${compactClock(at)}`,
    P_MID: order.mid,
    P_OID: order.oid,
    P_AMT: String(order.amountMinor),
    P_UNAME: order.buyerName,
    P_MNAME: order.form['P_MNAME'] ?? '',
    P_NOTI: order.form['P_NOTI'] ?? '',
    P_NOTI_URL: order.form['P_NOTI_URL'] ?? '',
    P_NEXT_URL: order.form['P_NEXT_URL'] ?? '',
    ...mobileMethodFields(order),
  }
}

/** 40 000 KRW is `40000`; 1.50 USD is `150` ("1 dollar begins at 100", standard web payment manual, field `price`). */
export function wirePrice(order: Pick<InicisOrder, 'amountMinor'>): string {
  return String(order.amountMinor)
}

export function mobileType(order: InicisOrder): string {
  switch (order.method) {
    case 'Card':
      return 'CARD'
    case 'DirectBank':
      return 'BANK'
    case 'VBank':
      return 'VBANK'
    case 'HPP':
      return 'MOBILE'
    case 'Culture':
      return 'CULTURE'
    case 'CVS':
      return 'CVS'
  }
}

function pcMethodFields(order: InicisOrder): Fields {
  switch (order.method) {
    case 'Card':
      return {
        CARD_Num: order.card?.number ?? '',
        CARD_Code: order.card?.code ?? '',
        CARD_BankCode: order.card?.code ?? '',
        CARD_Quota: String(order.card?.installmentMonths ?? 0).padStart(2, '0'),
        CARD_Interest: '0',
        CARD_CorpFlag: '0',
        CARD_CheckFlag: '0',
        CARD_PRTC_CODE: '1',
        CARD_Point: '',
        CARD_UsePoint: '',
        CARD_CouponPrice: '',
        CARD_CouponDiscount: '',
        CARD_SrcCode: order.card?.isWallet === true ? order.card.code : '',
        ...(order.billKey === undefined ? {} : { CARD_BillKey: order.billKey }),
      }
    case 'DirectBank':
      return {
        ACCT_BankCode: order.bankCode ?? '',
        ACCT_Name: order.buyerName,
        CSHR_ResultCode: '220000',
        CSHR_Type: '0',
      }
    case 'VBank': {
      const end = new Date(order.virtualAccount?.expiresAt ?? order.openedAt)
      return {
        VACT_Num: order.virtualAccount?.accountNumber ?? '',
        VACT_BankCode: order.virtualAccount?.bankCode ?? '',
        vactBankName: bankName(order.virtualAccount?.bankCode ?? ''),
        VACT_Name: order.form['mname'] ?? '케이지이니시스',
        VACT_InputName: order.buyerName,
        VACT_Date: compactDate(end),
        VACT_Time: compactClock(end),
      }
    }
    case 'HPP':
      return {
        HPP_Num: order.buyerTel,
        ...(order.billKey === undefined ? {} : { HPP_Billkey: order.billKey }),
      }
    case 'Culture':
    case 'CVS':
      return {}
  }
}

function mobileMethodFields(order: InicisOrder): Fields {
  switch (order.method) {
    case 'Card': {
      const code = order.card?.code ?? ''
      return {
        P_AUTH_NO: order.applNum,
        P_CARD_NUM: order.card?.number ?? '',
        P_FN_CD1: code,
        P_FN_NM: cards.find((card) => card.code === code)?.name.ko ?? '',
        P_CARD_ISSUER_CODE: code,
        P_CARD_PRTC_CODE: '1',
        P_CARD_INTEREST: '0',
        P_CARD_CHECKFLG: '0',
        CARD_CorpFlag: '0',
        P_RMESG2: String(order.card?.installmentMonths ?? 0).padStart(2, '0'),
        P_CARD_APPLPRICE: String(order.amountMinor),
        P_COUPON_DISCOUNT: '',
        P_CARD_USEPOINT: '',
        P_SRC_CODE: order.card?.isWallet === true ? code : '',
      }
    }
    case 'DirectBank':
      return {
        P_FN_CD1: order.bankCode ?? '',
        P_FN_NM: bankName(order.bankCode ?? ''),
        P_CSHR_CODE: '220000',
        P_CSHR_AMT: String(order.amountMinor),
        P_CSHR_TYPE: '0',
      }
    case 'VBank': {
      const end = new Date(order.virtualAccount?.expiresAt ?? order.openedAt)
      return {
        P_VACT_NUM: order.virtualAccount?.accountNumber ?? '',
        P_VACT_BANK_CODE: order.virtualAccount?.bankCode ?? '',
        P_FN_NM: bankName(order.virtualAccount?.bankCode ?? ''),
        P_VACT_DATE: compactDate(end),
        P_VACT_TIME: compactClock(end),
        P_VACT_NAME: order.form['P_MNAME'] ?? '케이지이니시스',
      }
    }
    case 'HPP':
      return {
        P_HPP_CORP: 'SKT',
        P_HPP_NUM: order.buyerTel,
        ...(order.billKey === undefined ? {} : { P_HPP_BILLKEY: order.billKey }),
      }
    case 'Culture':
    case 'CVS':
      return {}
  }
}

import type { CardFacts, Order, PaidMethod } from '../port.ts'
import { present, text, toWholeNumber, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { bankOf, cardOf, walletOf } from './codes.ts'

/** The same facts under the PC window's names and under the mobile window's (both manuals, approval result). */
export interface FieldNames {
  readonly method: string
  readonly cardNumber: string
  readonly cardCode: string
  readonly installment: string
  readonly interestFree: string
  readonly checkFlag: string
  readonly approvalNumber: string
  readonly walletSource: string
  readonly pointUsed: string
  readonly couponDiscount: string
  readonly transferBank: string
  readonly accountNumber: string
  readonly accountBank: string
  readonly accountHolder: string
  readonly accountSender: string
  readonly accountDate: string
  readonly accountTime: string
  readonly phoneNumber: string
  readonly carrier: string
}

export const pcNames: FieldNames = {
  method: 'payMethod',
  cardNumber: 'CARD_Num',
  cardCode: 'CARD_Code',
  installment: 'CARD_Quota',
  interestFree: 'CARD_Interest',
  checkFlag: 'CARD_CheckFlag',
  approvalNumber: 'applNum',
  walletSource: 'CARD_SrcCode',
  pointUsed: 'CARD_Point',
  couponDiscount: 'CARD_CouponDiscount',
  transferBank: 'ACCT_BankCode',
  accountNumber: 'VACT_Num',
  accountBank: 'VACT_BankCode',
  accountHolder: 'VACT_Name',
  accountSender: 'VACT_InputName',
  accountDate: 'VACT_Date',
  accountTime: 'VACT_Time',
  phoneNumber: 'HPP_Num',
  carrier: 'HPP_Corp',
}

export const mobileNames: FieldNames = {
  method: 'P_TYPE',
  cardNumber: 'P_CARD_NUM',
  cardCode: 'P_FN_CD1',
  installment: 'P_RMESG2',
  interestFree: 'P_CARD_INTEREST',
  checkFlag: 'P_CARD_CHECKFLG',
  approvalNumber: 'P_AUTH_NO',
  walletSource: 'P_SRC_CODE',
  pointUsed: 'P_CARD_USEPOINT',
  couponDiscount: 'P_COUPON_DISCOUNT',
  transferBank: 'P_FN_CD1',
  accountNumber: 'P_VACT_NUM',
  accountBank: 'P_VACT_BANK_CODE',
  accountHolder: 'P_VACT_NAME',
  accountSender: 'P_UNAME',
  accountDate: 'P_VACT_DATE',
  accountTime: 'P_VACT_TIME',
  phoneNumber: 'P_HPP_NUM',
  carrier: 'P_HPP_CORP',
}

/** Answers of INIAPI to a card that was charged without a window. No public document lists them; the names are inferred. */
export const apiNames: FieldNames = {
  ...pcNames,
  cardNumber: 'cardNumber',
  cardCode: 'cardCode',
  installment: 'cardQuota',
  interestFree: 'quotaInterest',
  checkFlag: 'checkFlg',
  approvalNumber: 'payAuthCode',
}

/** What the card registration page brings back (names as open merchant code reads them). */
export const registrationNames: FieldNames = { ...pcNames, cardNumber: 'cardno', cardCode: 'cardcd' }

type AskedOrder = Pick<Order, 'payMethod' | 'easyPay'>

/** How it was paid; undefined when an account was issued whose number is missing. */
export function readMethod(
  fields: WireRecord,
  names: FieldNames,
  order: AskedOrder,
  at: Date,
): PaidMethod | undefined {
  const type = methodTypes[(text(fields, names.method) ?? '').toUpperCase()] ?? order.payMethod
  switch (type) {
    case 'CARD':
    case 'EASY_PAY':
      return readCardOrWallet(fields, names, order)
    case 'TRANSFER':
      return { type, ...present({ bank: bankOf(text(fields, names.transferBank)) }) }
    case 'VIRTUAL_ACCOUNT': {
      const accountNumber = text(fields, names.accountNumber)
      if (accountNumber === undefined) return undefined
      const virtualAccount = {
        accountNumber,
        accountType: 'NORMAL' as const,
        issuedAt: at,
        ...present({
          bank: bankOf(text(fields, names.accountBank)),
          remitteeName: text(fields, names.accountHolder),
          remitterName: text(fields, names.accountSender),
          expiredAt: fromSeoulDigits(text(fields, names.accountDate), text(fields, names.accountTime)),
        }),
      }
      return { type, virtualAccount }
    }
    case 'MOBILE': {
      const facts = { phoneNumber: text(fields, names.phoneNumber), carrier: text(fields, names.carrier) }
      return { type, ...present(facts) }
    }
    case 'GIFT_CERTIFICATE': {
      const giftCertificateType = giftTypes[(text(fields, names.method) ?? '').toUpperCase()]
      const approvalNumber = text(fields, names.approvalNumber) ?? ''
      return { type, approvalNumber, ...present({ giftCertificateType }) }
    }
  }
}

/** A wallet shows itself by its source code, or by a "card" code of its own when nothing but its points paid. */
function readCardOrWallet(fields: WireRecord, names: FieldNames, order: AskedOrder): PaidMethod {
  const cardCode = text(fields, names.cardCode)
  const provider = walletOf(text(fields, names.walletSource)) ?? pointsWallet(cardCode)
  if (provider === undefined && order.payMethod !== 'EASY_PAY')
    return { type: 'CARD', card: readCard(fields, names) }
  const isCard = pointsWallet(cardCode) === undefined
  const discount = wholeNumber(fields, names.couponDiscount)
  return {
    type: 'EASY_PAY',
    ...present({
      // Not every wallet has a source code (Apple Pay); then the window showed the one that was asked for.
      provider: provider ?? order.easyPay?.easyPayProvider,
      card: isCard ? readCard(fields, names) : undefined,
      discountMinor: discount === 0 ? undefined : discount,
    }),
  }
}

function pointsWallet(cardCode: string | undefined): string | undefined {
  return cardCode !== undefined && /^9\d$/.test(cardCode) ? walletOf(cardCode) : undefined
}

export function readCard(fields: WireRecord, names: FieldNames): CardFacts {
  const number = text(fields, names.cardNumber)
  const issuerCode = text(fields, names.cardCode)
  const interest = text(fields, names.interestFree)
  return {
    ...cardOf(issuerCode),
    ...present({
      number: number && maskedCardNumber(number),
      bin: number === undefined ? undefined : /^\d{6}/.exec(number)?.[0],
      issuerCode,
      type: cardTypes[text(fields, names.checkFlag) ?? ''],
      ownerType: ownerTypes[text(fields, 'CARD_CorpFlag') ?? ''],
      approvalNumber: text(fields, names.approvalNumber),
      installmentMonth: toWholeNumber(text(fields, names.installment)),
      isInterestFree: interest === undefined ? undefined : interest === '1',
      pointUsed: usesPoints(text(fields, names.pointUsed)),
    }),
  }
}

/** PC says `1`; mobile says how much. */
function usesPoints(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : /[1-9]/.test(value)
}

const cardTypes: Readonly<Record<string, 'CREDIT' | 'DEBIT' | 'GIFT'>> = {
  '0': 'CREDIT',
  '1': 'DEBIT',
  '2': 'GIFT',
}
/** `9` means: cannot be told. */
const ownerTypes: Readonly<Record<string, 'PERSONAL' | 'CORPORATE'>> = { '0': 'PERSONAL', '1': 'CORPORATE' }

/** `payMethod` (PC) and `P_TYPE` (mobile), in capitals. */
const methodTypes: Readonly<Record<string, PaidMethod['type']>> = {
  CARD: 'CARD',
  VCARD: 'CARD',
  ISP: 'CARD',
  DIRECTBANK: 'TRANSFER',
  BANK: 'TRANSFER',
  VBANK: 'VIRTUAL_ACCOUNT',
  HPP: 'MOBILE',
  MOBILE: 'MOBILE',
  CULTURE: 'GIFT_CERTIFICATE',
  GIFTCARD: 'GIFT_CERTIFICATE',
  BCSH: 'GIFT_CERTIFICATE',
  DGCL: 'GIFT_CERTIFICATE',
  HPMN: 'GIFT_CERTIFICATE',
}

const giftTypes: Readonly<Record<string, string>> = {
  CULTURE: 'CULTURELAND',
  BCSH: 'BOOKNLIFE',
  DGCL: 'SMART_MUNSANG',
  HPMN: 'HAPPYMONEY',
}

import type { Fields } from '../desk/form.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { decrypt, iniApiHash, sameText } from './hashes.ts'
import { inquiry } from './iniapi-inquiry.ts'
import { cancelReceipt } from './iniapi-receipt.ts'
import { partialRefund, refund } from './iniapi-refund.ts'
import type { ApiAnswer, RefundRequest } from './iniapi-refund.ts'
import { payMethodOf } from './order.ts'

/**
 * `POST /api/v1/refund`, form. `hashData` = SHA-512 of the INIAPI key, type, paymethod,
 * timestamp, clientIp, mid and a tail that depends on the operation (INIAPI manual).
 */
export function refundV1(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const {
    type = '',
    paymethod = '',
    mid = '',
    tid = '',
    price = '',
    confirmPrice = '',
    refundAcctNum = '',
  } = form
  const isPartial = type === 'PartialRefund'
  if (!isPartial && type !== 'Refund') return 'ER0102'
  const account = paymethod === 'Vacct' ? [refundAcctNum] : []
  const refusal = checkV1(books, form, [tid, ...(isPartial ? [price, confirmPrice] : []), ...account])
  if (refusal !== undefined) return refusal
  if (paymethod === 'Receipt') return isPartial ? 'ER0102' : cancelReceipt(books, mid, tid)
  const order = books.ofTid(tid)
  if (order !== undefined && payMethodOf(order) !== paymethod) return 'ER0102'

  const request: RefundRequest = { mid, tid, hashData: form['hashData'] ?? '' }
  if (paymethod !== 'Vacct')
    return isPartial ? partialRefund(books, { ...request, price, confirmPrice }) : refund(books, request)
  const refundAccount = readRefundAccount(books, mid, form)
  if (refundAccount === undefined) return 'ER0102'
  return isPartial
    ? partialRefund(books, { ...request, refundAccount, price, confirmPrice })
    : refund(books, { ...request, refundAccount })
}

/** `POST /api/v1/extra`, `Extra` / `Inquiry`, by `originalTid` or by `oid`. */
export function extraV1(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { mid = '', originalTid = '', oid = '' } = form
  if (form['type'] !== 'Extra' || form['paymethod'] !== 'Inquiry') return 'ER0102'
  if (originalTid === '' && oid === '') return 'ER0102'
  const refusal = checkV1(books, form, [])
  if (refusal !== undefined) return refusal
  const order = originalTid === '' ? books.ofOid(oid, mid) : books.ofTid(originalTid)
  return inquiry(order?.mid === mid ? order : undefined)
}

export function checkV1(books: InicisBooks, form: Fields, tail: readonly string[]): InicisCode | undefined {
  const { type = '', paymethod = '', timestamp = '', clientIp = '', mid = '' } = form
  if (!/^\d{14}$/.test(timestamp) || clientIp === '') return 'ER0102'
  const key = books.credential(mid, 'iniApiKey')
  if (key === '') return 'SIM401'
  const expected = iniApiHash([key, type, paymethod, timestamp, clientIp, mid, ...tail])
  return sameText(form['hashData'], expected) ? undefined : 'SIM402'
}

/** `refundAcctNum` is [ENC]: base64 of AES-128-CBC under the INIAPI key and IV. */
function readRefundAccount(books: InicisBooks, mid: string, form: Fields) {
  const { refundAcctNum = '', refundBankCode = '', refundAcctName = '' } = form
  const number = decrypt(refundAcctNum, books.credential(mid, 'iniApiKey'), books.credential(mid, 'iniApiIv'))
  if (number === undefined || !/^\d{6,20}$/.test(number)) return undefined
  if (!/^\d{2}$/.test(refundBankCode) || refundAcctName === '') return undefined
  return { number, bankCode: refundBankCode, name: refundAcctName }
}

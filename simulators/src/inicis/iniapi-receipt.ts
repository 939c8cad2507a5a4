import { compactClock, compactDate } from '../desk/seoul-time.ts'
import { randomDigits } from '../desk/random.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { textOf } from '../desk/read-json.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { decrypt } from './hashes.ts'
import type { ApiAnswer } from './iniapi-refund.ts'

/** A receipt as the books keep it; the identity number is not kept. */
export interface InicisReceipt {
  readonly tid: string
  readonly mid: string
  readonly price: number
  readonly isCancelled: boolean
}

/** INIAPI v2 `receipt`: price = supplyPrice + tax + servicePrice, and `issueNumber` is [ENC]. */
export function issueReceipt(books: InicisBooks, mid: string, data: JsonRecord): ApiAnswer | InicisCode {
  const text = (name: string) => textOf(data[name]) ?? ''
  const parts = ['price', 'supplyPrice', 'tax', 'servicePrice'].map((name) =>
    /^\d{1,12}$/.test(text(name)) ? Number(text(name)) : NaN,
  )
  const [price = NaN, supply = NaN, tax = NaN, service = NaN] = parts
  if (!(price > 0) || price !== supply + tax + service) return 'ER0102'
  if (!['0', '1'].includes(text('issueType')) || text('goodName') === '' || text('buyerName') === '')
    return 'ER0102'
  const key = books.credential(mid, 'iniApiKey')
  const number = decrypt(text('issueNumber'), key, books.credential(mid, 'iniApiIv'))
  if (number === undefined || !/^\d{6,30}$/.test(number)) return 'ER0102'
  const now = books.now()
  const { tid } = books.receipts.put({ tid: books.newTid('INIAPICSHR', mid), mid, price, isCancelled: false })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    tid,
    authNo: randomDigits(9),
    authDate: compactDate(now),
    authTime: compactClock(now),
  }
}

/** INIAPI v1 refund with paymethod `Receipt`. */
export function cancelReceipt(books: InicisBooks, mid: string, tid: string): ApiAnswer | InicisCode {
  const receipt = books.receipts.get(tid)
  if (receipt === undefined || receipt.mid !== mid) return 'SIM404'
  if (receipt.isCancelled) return 'SIM409'
  books.receipts.put({ ...receipt, isCancelled: true })
  return { resultCode: '00', resultMsg: '정상처리되었습니다.', cshrCancelNum: randomDigits(9) }
}

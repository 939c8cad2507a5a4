import { parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { iniApiHash, sameText } from './hashes.ts'
import { chargeByKey } from './iniapi-card.ts'
import { inquiry } from './iniapi-inquiry.ts'
import { partialRefund, refund } from './iniapi-refund.ts'
import { issueReceipt } from './iniapi-receipt.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { rawMember } from './raw-member.ts'

/**
 * `POST /v2/pg/{type}`, JSON. `hashData` = SHA-512 of the INIAPI key, mid, type, timestamp
 * and the text of `data` exactly as received (INIAPI v2 manual).
 */
export function apiV2(books: InicisBooks, type: string, body: Uint8Array): ApiAnswer | InicisCode {
  const envelope = recordOf(parseJson(body))
  const text = (name: string) => textOf(envelope[name]) ?? ''
  const dataText = rawMember(Buffer.from(body).toString('utf8'), 'data')
  const mid = text('mid')
  if (text('type') !== type || dataText === undefined || text('clientIp') === '') return 'ER0102'
  if (!/^\d{14}$/.test(text('timestamp'))) return 'ER0102'
  const key = books.credential(mid, 'iniApiKey')
  if (key === '') return 'SIM401'
  const hashData = text('hashData')
  if (!sameText(hashData, iniApiHash([key, mid, type, text('timestamp'), dataText]))) return 'SIM402'

  const data = recordOf(envelope['data'])
  const tid = textOf(data['tid']) ?? ''
  switch (type) {
    case 'refund':
      return refund(books, { mid, tid, hashData })
    case 'partialRefund': {
      const price = textOf(data['price']) ?? ''
      return partialRefund(books, {
        mid,
        tid,
        hashData,
        price,
        confirmPrice: textOf(data['confirmPrice']) ?? '',
      })
    }
    case 'billing':
      return text('paymethod') === 'Card' ? chargeByKey(books, mid, data) : 'ER0102'
    case 'receipt':
      return issueReceipt(books, mid, data)
    case 'inquiry': {
      const order = books.ofTid(tid)
      return inquiry(order?.mid === mid ? order : undefined)
    }
    default:
      return 'ER0102'
  }
}

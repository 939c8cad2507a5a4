import type { Fields } from '../desk/form.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { iniApiHash, sameText } from './hashes.ts'
import type { ApiAnswer } from './iniapi-refund.ts'

const needed = ['invoice', 'registName', 'exCode', 'exName', 'charge', 'invoiceDay', 'sendName', 'recvName']

/**
 * `POST /api/v1/escrow`, `Dlv`: registers (`I`) or corrects (`U`) a delivery. `hashData` covers type, timestamp,
 * clientIp, mid, oid, tid and price; there is no paymethod (INIAPI manual).
 */
export function escrowV1(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { type = '', timestamp = '', clientIp = '', mid = '', oid = '', tid = '', price = '' } = form
  if (type !== 'Dlv' || !/^\d{14}$/.test(timestamp) || clientIp === '') return 'ER0102'
  const key = books.credential(mid, 'iniApiKey')
  if (key === '') return 'SIM401'
  const expected = iniApiHash([key, type, timestamp, clientIp, mid, oid, tid, price])
  if (!sameText(form['hashData'], expected)) return 'SIM402'
  if (needed.some((name) => (form[name] ?? '') === '')) return 'ER0102'
  const order = books.ofTid(tid)
  if (order === undefined || order.mid !== mid || order.oid !== oid) return 'SIM404'
  if (order.state !== 'APPROVED' && order.state !== 'PART_CANCELLED') return 'SIM404'
  if (!(order.form['acceptmethod'] ?? order.form['P_RESERVED'] ?? '').includes('useescrow')) return 'SIM400'
  const isRegistered = order.delivery !== undefined
  if (form['report'] === (isRegistered ? 'I' : 'U')) return 'SIM409'
  books.sessions.put({ ...order, delivery: form['invoice'] ?? '' })
  return { resultCode: '00', resultMsg: '정상처리되었습니다.' }
}

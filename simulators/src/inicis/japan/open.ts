import { createHash } from 'node:crypto'
import type { Fields } from '../../desk/form.ts'
import { randomToken } from '../../desk/random.ts'
import { numberOf, parseJson, recordOf, textOf } from '../../desk/read-json.ts'
import type { Navigation } from '../../desk/simulator.ts'
import type { InicisBooks } from '../books.ts'
import { sameText } from '../hashes.ts'
import type { Opened } from '../open-window.ts'
import { wasApproved } from '../order.ts'
import type { InicisOrder, JapanTerms } from '../order.ts'
import { japanMethodOf, sentences } from './codes.ts'
import type { JapanCode } from './codes.ts'

/** `hashData` of the Japanese window: SHA-512 over key, MID, time, amount and order number (the PG's sample). */
export function cbtHash(
  key: string,
  { mid = '', timestamp = '', amount = '', orderId = '' }: Fields,
): string {
  return createHash('sha512').update(`${key}${mid}${timestamp}${amount}${orderId}`, 'utf8').digest('hex')
}

/** The shop's form posts to `cbtauth`: checked, and opened as a window of the buyer's. */
export function openJapan(books: InicisBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const mid = field('mid')
  const orderId = field('orderId')
  const key = books.credential(mid, 'iniApiKey')
  const amountMinor = Number(field('amount'))
  const terms = readTerms(form)
  const earlier = books.ofOid(orderId, mid)
  const code = ((): JapanCode | undefined => {
    if (books.merchants.get(mid) === undefined) return 'SIM401'
    if (!isWebAddress(field('returnUrl')) || !/^\d{10,14}$/.test(field('timestamp'))) return 'SIM400'
    if (orderId === '' || orderId.length > 40 || field('goodName') === '' || field('buyerName') === '')
      return 'SIM400'
    if (!/^\d{1,12}$/.test(field('amount')) || amountMinor < 1 || terms === undefined) return 'SIM400'
    if (key === '' || !sameText(form['hashData'], cbtHash(key, form))) return 'SIM402'
    return earlier !== undefined && wasApproved(earlier) ? '500619' : undefined
  })()
  if (code !== undefined || terms === undefined) return refused(form, orderId, code ?? 'SIM400')
  const order: InicisOrder = {
    sessionId: randomToken(18),
    surface: 'JAPAN',
    mid,
    oid: orderId,
    tid: '',
    goodName: field('goodName'),
    buyerName: field('buyerName'),
    buyerTel: field('buyerTel'),
    buyerEmail: field('buyerEmail'),
    currency: 'JPY',
    amountMinor,
    taxFreeMinor: 0,
    methods: [],
    wallet: 'none',
    method: 'Card',
    charset: 'utf-8',
    form: { returnUrl: field('returnUrl'), notiUrl: terms.notiUrl },
    japan: terms,
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    applNum: '',
    usedHashes: [],
    entries: [],
  }
  return { kind: 'opened', order: books.sessions.put(order) }
}

function refused(form: Fields, orderId: string, code: JapanCode): Opened {
  const message = sentences[code]
  const returnUrl = form['returnUrl'] ?? ''
  const back = isWebAddress(returnUrl)
    ? leaveBy(returnUrl, { resultCode: code, resultMsg: message, orderID: orderId })
    : null
  return { kind: 'refused', orderId, code, message, back }
}

/** The window leads back by an address with its result in the query. */
export function leaveBy(returnUrl: string, result: Readonly<Record<string, string>>): Navigation {
  const url = new URL(returnUrl)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}

const shopFields = [
  'merchantName',
  'merchantNameKana',
  'merchantNameAlphabet',
  'merchantNameShort',
  'contactName',
  'contactEmail',
  'contactPhone',
  'contactOpeningHours',
]
const months = [3, 5, 6, 10, 12]
const katakana = /^[\u30a0-\u30ff \u3000]+$/

/** What `extraData` (JSON) asks for; undefined where a required member is missing or unreadable. */
function readTerms(form: Fields): JapanTerms | undefined {
  const { cbtType } = form
  if (cbtType !== 'JPPG' && cbtType !== 'SBPS') return undefined
  const extra = recordOf(parseJson(Buffer.from(form['extraData'] ?? '', 'utf8')))
  const payment = recordOf(extra['payment'])
  const offered = listOf(payment['paymethod']).map(japanMethodOf)
  if (offered.length === 0 || offered.includes(undefined)) return undefined
  const shop = recordOf(extra['gmoPayment'])
  if (cbtType === 'JPPG' && shopFields.some((name) => (textOf(shop[name]) ?? '') === '')) return undefined
  if (cbtType === 'JPPG' && !katakana.test(textOf(shop['merchantNameKana']) ?? '')) return undefined
  const userId = textOf(recordOf(extra['sbpsPayment'])['userId']) ?? ''
  if (cbtType === 'SBPS' && (userId === '' || userId.length > 30)) return undefined
  const card = recordOf(payment['card'])
  const installMonth = listOf(card['installMonth']).map(Number)
  if (installMonth.some((month) => !months.includes(month))) return undefined
  const payType = listOf(card['payType'])
  const cvs = recordOf(payment['cvs'])
  const termDays = numberOf(cvs['paymentTermDay']) ?? 0
  const notiUrl = textOf(cvs['notiUrl']) ?? ''
  const isReadable = ['customerKana', 'customerFirstKana'].every((name) =>
    katakana.test(textOf(cvs[name]) ?? ''),
  )
  if (
    offered.includes('CVS') &&
    !(isReadable && isWebAddress(notiUrl) && Number.isInteger(termDays) && termDays >= 1 && termDays <= 30)
  )
    return undefined
  return {
    cbtType,
    offered: offered.filter((method) => method !== undefined),
    months: [
      ...(payType.length === 0 || payType.includes('one') ? [0] : []),
      ...(payType.length === 0 ? months : payType.includes('installments') ? installMonth : []),
    ],
    shopName: textOf(shop['merchantName']) ?? form['mid'] ?? '',
    termDays,
    notiUrl,
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

import type { Fields } from '../desk/form.ts'
import { fateOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { compactClock, compactDate, readCompactTime } from '../desk/seoul-time.ts'
import type { InicisBooks } from './books.ts'
import { banks } from './codes.ts'
import type { InicisCode } from './codes.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { checkV1 } from './iniapi-v1.ts'
import { wasApproved } from './order.ts'

/**
 * `POST /api/v1/formpay`, `Pay` / `Vacct`. Open merchant code shows the request and what its hash covers; the answer is in
 * no public document, so the names below are this simulator's own.
 */
export function issueAccount(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { mid = '', moid = '', price = '', goodName = '', bankCode = '', nmInput = '' } = form
  const refusal = checkV1(books, form, [moid, price])
  if (refusal !== undefined) return refusal
  const buyer = ['buyerName', 'buyerEmail', 'buyerTel'].map((name) => form[name] ?? '')
  const end = readCompactTime(`${form['dtInput'] ?? ''}${form['tmInput'] ?? ''}`)
  const isComplete =
    /^.{1,40}$/.test(moid) &&
    /^[1-9]\d{0,11}$/.test(price) &&
    ![goodName, nmInput, ...buyer].includes('') &&
    banks.some(({ code }) => code === bankCode)
  if (!isComplete || end === undefined || end <= books.now()) return 'ER0102'
  const earlier = books.ofOid(moid, mid)
  if (earlier !== undefined && wasApproved(earlier)) return '500619'
  const amountMinor = Number(price)
  const fate = fateOf({ orderName: goodName, amountMinor })
  if (fate === 'decline-approve' || fate === 'decline-window') return '120054'

  const now = books.now()
  const at = now.toISOString()
  const tid = books.newTid('INIAPIVBNK', mid)
  const accountNumber = randomDigits(14)
  const [buyerName = '', buyerEmail = '', buyerTel = ''] = buyer
  books.sessions.put({
    sessionId: randomToken(18),
    surface: 'API',
    mid,
    oid: moid,
    tid,
    goodName,
    buyerName,
    buyerTel,
    buyerEmail,
    currency: 'KRW',
    amountMinor,
    taxFreeMinor: 0,
    methods: ['VBank'],
    wallet: 'none',
    method: 'VBank',
    charset: 'utf-8',
    form: {},
    state: 'ISSUED',
    openedAt: at,
    approvedAt: at,
    applNum: '',
    bankCode,
    virtualAccount: { accountNumber, bankCode, expiresAt: end.toISOString() },
    usedHashes: [],
    entries: [{ kind: 'account-issued', amountMinor, at, id: tid }],
  })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    tid,
    mid,
    moid,
    price,
    payDate: compactDate(now),
    payTime: compactClock(now),
    vacct: accountNumber,
    bankCode,
    vacctName: nmInput,
    validDate: compactDate(end),
    validTime: compactClock(end),
  }
}

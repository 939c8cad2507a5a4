import { charsetOf, encodeText } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { readCompactTime } from '../desk/seoul-time.ts'
import type { NiceBooks } from './books.ts'
import { amountOf, field, refuseCaller } from './caller.ts'
import { cards, directWallets, results } from './codes.ts'
import type { NiceCode } from './codes.ts'
import { methods, wasApproved } from './order.ts'
import type { NiceMethod, NiceOrder } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: NiceOrder }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: NiceCode
      readonly message: string
    }

/** Opens the window of either surface: `goPay` posts this form on a PC, the shop's page on a phone. */
export function openWindow(
  books: NiceBooks,
  form: Fields,
  surface: 'PC' | 'MOBILE',
  returnUrl: string,
): Opened {
  const code = refusalOf(books, form, surface, returnUrl)
  const moid = field(form, 'Moid')
  if (code !== undefined) return { kind: 'refused', orderId: moid, code, message: results[code] }
  const asked = methodsOf(field(form, 'PayMethod'))
  const order = books.sessions.put({
    sessionId: randomToken(18),
    surface,
    mid: field(form, 'MID'),
    moid,
    goodsName: field(form, 'GoodsName'),
    amountMinor: amountOf(field(form, 'Amt')) ?? 0,
    taxFreeMinor: Number(field(form, 'TaxFreeAmt') || '0'),
    methods: asked,
    method: asked[0] ?? 'CARD',
    ...choices(form),
    isEscrow: field(form, 'TransType') === '1',
    returnUrl,
    charset: charsetOf(form['CharSet'], 'euc-kr'),
    reserved: field(form, 'ReqReserved'),
    lang: field(form, 'NpLang'),
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    tid: '',
    approvalNumber: randomDigits(8),
    entries: [],
  })
  return { kind: 'opened', order }
}

function refusalOf(
  books: NiceBooks,
  form: Fields,
  surface: 'PC' | 'MOBILE',
  returnUrl: string,
): NiceCode | undefined {
  const caller = refuseCaller(books, form, ['EdiDate', 'MID', 'Amt'])
  if (caller !== undefined) return caller
  const moid = field(form, 'Moid')
  const goodsName = field(form, 'GoodsName')
  if (moid === '' || goodsName === '') return 'A117'
  if (surface === 'MOBILE' && field(form, 'ReturnURL') === '') return 'A117'
  if (!URL.canParse(returnUrl)) return 'A117'
  if (bytes(goodsName) > 40 || bytes(moid) > 64 || bytes(field(form, 'BuyerName')) > 30) return 'A147'
  const amountMinor = amountOf(field(form, 'Amt'))
  if (amountMinor === undefined || !sumsUp(form, amountMinor)) return 'A116'
  const asked = methodsOf(field(form, 'PayMethod'))
  if (asked.length === 0) return 'A242'
  // What is required for one method only.
  if (asked[0] === 'CELLPHONE' && !['0', '1'].includes(field(form, 'GoodsCl'))) return 'A117'
  if (asked[0] === 'GIFT_CULT' && field(form, 'MallUserID') === '') return 'A117'
  const expiry = field(form, 'VbankExpDate')
  if (expiry !== '') {
    const at = readCompactTime(expiry)
    if (at === undefined) return 'A106'
    if (at < books.now()) return 'A108'
  }
  const earlier = books.ofMoid(moid)
  return earlier !== undefined && wasApproved(earlier) ? 'A127' : undefined
}

function bytes(text: string): number {
  return encodeText(text, 'euc-kr').length
}

/** The four parts are given together, and `Amt` is their sum. */
export function sumsUp(form: Fields, amountMinor: number): boolean {
  const parts = ['SupplyAmt', 'GoodsVat', 'ServiceAmt', 'TaxFreeAmt'].map((name) => form[name])
  if (parts.every((part) => part === undefined)) return true
  return parts.reduce((sum, part) => sum + Number(part ?? '0'), 0) === amountMinor
}

/** A comma list; empty offers everything. */
function methodsOf(text: string): readonly NiceMethod[] {
  if (text === '') return methods
  return text
    .split(',')
    .map((name) => methods.find((method) => method === name))
    .filter((method) => method !== undefined)
}

function choices(form: Fields): Pick<NiceOrder, 'onlyCard' | 'onlyWallet' | 'installmentMonths' | 'expiry'> {
  const direct = field(form, 'DirectShowOpt') === 'CARD'
  const onlyWallet = direct
    ? (directWallets[field(form, 'NicepayReserved')] ?? directWallets[field(form, 'DirectEasyPay')])
    : undefined
  const onlyCard = cards.find(({ code }) => code === field(form, 'SelectCardCode'))?.code
  const months = field(form, 'SelectQuota')
  const expiry = field(form, 'VbankExpDate')
  return {
    ...(onlyWallet === undefined ? {} : { onlyWallet }),
    ...(onlyCard === undefined ? {} : { onlyCard }),
    ...(/^\d\d(,\d\d)*$/.test(months) ? { installmentMonths: months.split(',').map(Number) } : {}),
    ...(expiry === '' ? {} : { expiry }),
  }
}

import type { Charset, Fields } from '../desk/form.ts'
import { charsetOf } from '../desk/form.ts'
import { randomToken } from '../desk/random.ts'
import type { Navigation } from '../desk/simulator.ts'
import type { InicisBooks } from './books.ts'
import { results } from './codes.ts'
import type { InicisCode } from './codes.ts'
import { chkFake, pairHash, sameText, sha256 } from './hashes.ts'
import { wasApproved } from './order.ts'
import type { InicisMethod, InicisOrder } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: InicisOrder }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: string
      readonly message: string
      readonly back: Navigation | null
    }

/** What both windows know after reading their own form. */
interface Asked {
  readonly surface: 'PC' | 'MOBILE'
  readonly mid: string
  readonly oid: string
  readonly price: string
  readonly goodName: string
  readonly buyerName: string
  readonly buyerTel: string
  readonly buyerEmail: string
  readonly currency: string
  readonly taxFree: string
  readonly charset: Charset
  readonly methods: readonly InicisMethod[]
  readonly wallet: InicisOrder['wallet']
  readonly isBilling: boolean
  readonly form: Fields
}

/** PC: `INIStdPay.pay(formId)` posts this form (standard web payment manual). */
export function openStandard(books: InicisBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const mid = field('mid')
  const signKey = books.credential(mid, 'signKey')
  const isBilling = /(^|:)BILLAUTH\(card\)(:|$)/i.test(field('acceptmethod'))
  const signed = { oid: field('oid'), price: field('price'), timestamp: field('timestamp') }
  const asked: Asked = {
    surface: 'PC',
    mid,
    oid: field('oid'),
    price: field('price'),
    goodName: field('goodname'),
    buyerName: field('buyername'),
    buyerTel: field('buyertel'),
    buyerEmail: field('buyeremail'),
    currency: field('currency') === 'USD' ? 'USD' : 'KRW',
    taxFree: field('taxfree'),
    charset: charsetOf(form['charset'], 'utf-8'),
    form,
    isBilling,
    ...(isBilling ? { methods: ['Card'], wallet: 'none' } : pcMethods(field('gopaymethod'))),
  }
  const isSigned =
    sameText(form['mKey'], sha256(signKey)) &&
    sameText(form['signature'], pairHash(signed)) &&
    (field('use_chkfake') !== 'Y' || sameText(form['verification'], pairHash({ ...signed, signKey })))
  return open(books, asked, {
    isComplete:
      /^\d{13}$/.test(signed.timestamp) && field('version') === '1.0' && isWebAddress(field('returnUrl')),
    isSigned: signKey !== '' && isSigned,
  })
}

/** Mobile: the shop's own form posts to `/smart/payment/` (mobile manual). */
export function openMobile(books: InicisBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const mid = field('P_MID')
  const reserved = new URLSearchParams(field('P_RESERVED'))
  const kind = mobileMethods(field('P_INI_PAYMENT'))
  const asked: Asked = {
    surface: 'MOBILE',
    mid,
    oid: field('P_OID'),
    price: field('P_AMT'),
    goodName: field('P_GOODS'),
    buyerName: field('P_UNAME'),
    buyerTel: field('P_MOBILE'),
    buyerEmail: field('P_EMAIL'),
    currency: 'KRW',
    taxFree: field('P_TAXFREE'),
    charset: charsetOf(form['P_CHARSET'], 'euc-kr'),
    form,
    isBilling: false,
    ...kind,
  }
  const expected = chkFake(
    field('P_AMT'),
    field('P_OID'),
    field('P_TIMESTAMP'),
    books.credential(mid, 'hashKey'),
  )
  return open(books, asked, {
    isComplete:
      isWebAddress(field('P_NEXT_URL')) &&
      (!kind.methods.includes('VBank') || isWebAddress(field('P_NOTI_URL'))) &&
      (!kind.methods.includes('HPP') || /^[12]$/.test(field('P_HPP_METHOD'))),
    // The check of the amount is switched on by `amt_hash=Y` in P_RESERVED.
    isSigned: reserved.get('amt_hash') !== 'Y' || sameText(form['P_CHKFAKE'], expected),
  })
}

function open(books: InicisBooks, asked: Asked, check: { isComplete: boolean; isSigned: boolean }): Opened {
  const amountMinor = Number(asked.price)
  const taxFreeMinor = Number(asked.taxFree || 0)
  const earlier = books.ofOid(asked.oid, asked.mid)
  const code = ((): InicisCode | undefined => {
    if (books.merchants.get(asked.mid) === undefined) return 'SIM401'
    if (!check.isComplete || asked.oid === '' || asked.oid.length > 40) return 'SIM400'
    if (asked.goodName === '' || asked.buyerName === '' || asked.methods.length === 0) return 'SIM400'
    // A registration shows an amount and takes none, so it may show nothing.
    if (!Number.isSafeInteger(amountMinor) || amountMinor < (asked.isBilling ? 0 : 1)) return 'SIM400'
    if (!Number.isSafeInteger(taxFreeMinor) || taxFreeMinor < 0 || taxFreeMinor > amountMinor) return 'SIM400'
    if (!check.isSigned) return 'SIM402'
    return earlier !== undefined && wasApproved(earlier) ? '500619' : undefined
  })()
  if (code !== undefined) {
    const message = results[code]
    return { kind: 'refused', orderId: asked.oid, code, message, back: failureOf(asked, code, message) }
  }

  const {
    surface,
    mid,
    oid,
    goodName,
    buyerName,
    buyerTel,
    buyerEmail,
    currency,
    charset,
    methods,
    wallet,
    isBilling,
    form,
  } = asked
  const order: InicisOrder = {
    sessionId: randomToken(18),
    surface,
    mid,
    oid,
    goodName,
    buyerName,
    buyerTel,
    buyerEmail,
    currency,
    charset,
    methods,
    wallet,
    isBilling,
    form,
    tid: '',
    amountMinor,
    taxFreeMinor,
    method: methods[0] ?? 'Card',
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    applNum: '',
    usedHashes: [],
    entries: [],
  }
  return { kind: 'opened', order: books.sessions.put(order) }
}

/** The failing return of either window; nothing when the form named no address to return to. */
export function failureOf(
  asked: Pick<Asked, 'mid' | 'oid' | 'price' | 'charset' | 'form'> & Pick<InicisOrder, 'surface'>,
  code: string,
  message: string,
): Navigation | null {
  const { form, charset } = asked
  if (asked.surface !== 'MOBILE') {
    const url = form['returnUrl'] ?? ''
    if (!isWebAddress(url)) return null
    const fields = {
      resultCode: code,
      resultMsg: message,
      mid: asked.mid,
      orderNumber: asked.oid,
      merchantData: form['merchantData'] ?? '',
      charset: charset === 'utf-8' ? 'UTF-8' : 'EUC-KR',
      idc_name: 'stg',
    }
    return { method: 'POST', url, charset, fields }
  }
  const url = form['P_NEXT_URL'] ?? ''
  if (!isWebAddress(url)) return null
  const fields = {
    P_STATUS: code,
    P_RMESG1: message,
    P_TID: '',
    P_AMT: asked.price,
    P_REQ_URL: '',
    P_NOTI: form['P_NOTI'] ?? '',
  }
  return { method: 'POST', url, charset, fields: { ...fields, idc_name: 'stg' } }
}

function pcMethods(gopaymethod: string): Pick<Asked, 'methods' | 'wallet'> {
  const methods: InicisMethod[] = []
  let wallet: Asked['wallet'] = 'none'
  for (const name of gopaymethod === '' ? ['Card', 'DirectBank', 'VBank', 'HPP'] : gopaymethod.split(':')) {
    const method = pcMethod(name.toLowerCase())
    if (method !== undefined && !methods.includes(method)) methods.push(method)
    if (method === 'Card' && wallet !== 'beside') wallet = name.toLowerCase() === 'card' ? 'beside' : 'only'
  }
  return { methods, wallet }
}

function pcMethod(name: string): InicisMethod | undefined {
  switch (name) {
    case 'card':
      return 'Card'
    case 'directbank':
      return 'DirectBank'
    case 'vbank':
      return 'VBank'
    case 'hpp':
      return 'HPP'
    case 'culture':
    case 'giftcard':
      return 'Culture'
    default:
      // Wallets by name: onlykakaopay, onlynaverpay, kakaopay, lpay, point, …
      return /pay|point|toss|payco/.test(name) ? 'Card' : undefined
  }
}

function mobileMethods(name: string): Pick<Asked, 'methods' | 'wallet'> {
  switch (name.toUpperCase()) {
    case 'CARD':
      return { methods: ['Card'], wallet: 'beside' }
    case 'BANK':
      return { methods: ['DirectBank'], wallet: 'none' }
    case 'VBANK':
      return { methods: ['VBank'], wallet: 'none' }
    case 'MOBILE':
      return { methods: ['HPP'], wallet: 'none' }
    case 'CULTURE':
    case 'HPMN':
      return { methods: ['Culture'], wallet: 'none' }
    case '':
      return { methods: [], wallet: 'none' }
    default:
      return { methods: ['Card'], wallet: 'only' }
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

import type { Fields } from '../desk/form.ts'
import { randomToken } from '../desk/random.ts'
import type { Navigation } from '../desk/simulator.ts'
import type { KcpBooks } from './books.ts'
import { results } from './codes.ts'
import { isQuickPay } from './purses.ts'
import type { KcpCode } from './codes.ts'
import { wasApproved } from './order.ts'
import type { KcpMethod, KcpOrder } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: KcpOrder }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: KcpCode
      readonly message: string
      readonly result: Fields
    }

/** What the PG refuses in any field of any text. */
const forbidden = /[,&;\n\r\\|'"<>]/
const texts = ['good_name', 'buyr_name', 'site_name', 'shop_user_id']

/** PC: the form that `KCP_Pay_Execute_Web` is given. */
export function openPc(books: KcpBooks, form: Fields): Opened {
  const isBatch = form['pay_method'] === 'AUTH:CARD'
  const chosen = isBatch ? { methods: ['PACA' as const] } : maskMethods(form['pay_method'] ?? '')
  return open(books, form, {
    surface: 'PC',
    isBatch,
    methods: chosen.methods,
    returnUrl: '',
    currency: form['currency'] === 'USD' ? 'USD' : 'KRW',
  })
}

/** Phone, first step: the order is registered, server to server, and gets a key and the window's address. */
export function registerMobile(
  books: KcpBooks,
  body: Fields,
): { readonly Code: string; readonly Message: string; readonly [field: string]: string } {
  const field = (name: string) => body[name] ?? ''
  const isBatch = field('pay_method') === 'AUTH:CARD'
  const opened = open(books, body, {
    surface: 'MOBILE',
    isBatch,
    methods: isBatch ? ['PACA'] : mobileMethods(field('pay_method')),
    returnUrl: field('Ret_URL'),
    currency: 'KRW',
  })
  if (opened.kind === 'refused') return { Code: opened.code, Message: opened.message }
  const order = books.sessions.put({ ...opened.order, state: 'REGISTERED' })
  return {
    Code: '0000',
    Message: results['0000'],
    approvalKey: order.sessionId,
    traceNo: order.sessionId.slice(0, 20),
    PayUrl: `${books.surroundings.publicOrigin}/kcp/mobile/pay/mobileGW.kcp`,
  }
}

/** Phone, second step: the buyer's browser brings the whole form with the key. */
export function openMobile(books: KcpBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const known = books.sessions.get(field('approval_key'))
  const refused = (code: KcpCode): Opened => ({
    kind: 'refused',
    orderId: field('ordr_idxx'),
    code,
    message: results[code],
    result: { res_cd: code, res_msg: results[code], ordr_idxx: field('ordr_idxx') },
  })
  if (known === undefined || known.state !== 'REGISTERED') return refused('SIM410')
  const isSame =
    known.siteCode === field('site_cd') &&
    known.orderNumber === field('ordr_idxx') &&
    String(known.amountMinor) === field('good_mny') &&
    known.returnUrl === field('Ret_URL')
  if (!isSame || field('encoding_trans') !== 'UTF-8') return refused('8059')
  const currency = field('currency') === '840' ? 'USD' : 'KRW'
  const order = books.sessions.put({
    ...known,
    ...whatIsAsked(form),
    state: 'OPENED',
    currency,
    form,
    buyerName: field('buyr_name'),
  })
  return { kind: 'opened', order }
}

interface Asked {
  readonly surface: 'PC' | 'MOBILE'
  readonly isBatch: boolean
  readonly methods: readonly KcpMethod[]
  readonly returnUrl: string
  readonly currency: 'KRW' | 'USD'
}

function open(books: KcpBooks, form: Fields, asked: Asked): Opened {
  const field = (name: string) => form[name] ?? ''
  const orderNumber = field('ordr_idxx')
  const amountMinor = Number(field('good_mny') === '' ? '0' : field('good_mny'))
  const merchant = books.merchants.get(field('site_cd'))
  const earlier = books.ofOrder(orderNumber, field('site_cd'))
  const code = ((): KcpCode | undefined => {
    if (merchant === undefined) return 'SIM401'
    if (!/^[A-Za-z0-9]{1,40}$/.test(orderNumber) || asked.methods.length === 0) return 'SIM400'
    if (field('good_name') === '' || texts.some((name) => forbidden.test(field(name)))) return 'SIM400'
    if (asked.surface === 'MOBILE' && !URL.canParse(asked.returnUrl)) return 'SIM400'
    if (asked.isBatch && isQuickPay(merchant)) return undefined
    if (asked.isBatch) {
      const groupId = asked.surface === 'PC' ? field('kcpgroup_id') : merchant.credentials['batchGroupId']
      return groupId !== '' && groupId === merchant.credentials['batchGroupId'] ? undefined : 'SIM413'
    }
    if (!/^\d{1,12}$/.test(field('good_mny')) || amountMinor <= 0) return 'SIM400'
    if (asked.surface === 'PC' && field('req_tx') !== 'pay') return 'SIM400'
    return earlier !== undefined && wasApproved(earlier) ? 'SIM409' : undefined
  })()
  if (code !== undefined)
    return {
      kind: 'refused',
      orderId: orderNumber,
      code,
      message: results[code],
      result: { res_cd: code, res_msg: results[code] },
    }
  const order: KcpOrder = {
    sessionId: randomToken(18),
    surface: asked.surface,
    kind: asked.isBatch ? 'BATCH' : 'PAY',
    siteCode: field('site_cd'),
    orderNumber,
    goodName: field('good_name'),
    buyerName: field('buyr_name'),
    currency: asked.currency,
    amountMinor,
    methods: asked.methods,
    ...whatIsAsked(form),
    hasWallets: asked.isBatch || asked.currency === 'USD' ? 'none' : whatIsAsked(form).hasWallets,
    method: asked.methods[0] ?? 'PACA',
    form,
    returnUrl: asked.returnUrl,
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    tno: '',
    approvalNumber: '',
    cancelCount: 0,
    entries: [],
  }
  return { kind: 'opened', order: books.sessions.put(order) }
}

/** Wallets that go straight to their own page, and a card company that is shown alone. */
function whatIsAsked(form: Fields): Pick<KcpOrder, 'hasWallets' | 'wallet' | 'usedCard'> {
  const direct = directWallets.find(([flag]) => form[flag] === 'Y')
  const usedCard = form['used_card_YN'] === 'Y' ? form['used_card'] : undefined
  return {
    hasWallets: direct !== undefined ? 'only' : usedCard === undefined ? 'beside' : 'none',
    ...(direct === undefined ? {} : { wallet: direct[1] }),
    ...(usedCard === undefined ? {} : { usedCard }),
  }
}

const directWallets = [
  ['kakaopay_direct', 'OT13'],
  ['naverpay_direct', 'OT16'],
  ['payco_direct', 'OT12'],
] as const

/** Twelve digits, one per method. */
function maskMethods(mask: string): { readonly methods: readonly KcpMethod[] } {
  if (!/^[01]{12}$/.test(mask)) return { methods: [] }
  const positions: readonly (readonly [number, KcpMethod])[] = [
    [0, 'PACA'],
    [1, 'PABK'],
    [2, 'PAVC'],
    [4, 'PAMC'],
    [8, 'PATK'],
  ]
  return { methods: positions.filter(([at]) => mask[at] === '1').map(([, method]) => method) }
}

function mobileMethods(name: string): readonly KcpMethod[] {
  switch (name) {
    case 'CARD':
      return ['PACA']
    case 'BANK':
      return ['PABK']
    case 'VCNT':
      return ['PAVC']
    case 'MOBX':
      return ['PAMC']
    case 'GIFT':
      return ['PATK']
    default:
      return []
  }
}

/** A phone's window posts its result to `Ret_URL`; that of a PC hands it to the page it stands in. */
export function mobileReturn(order: KcpOrder, result: Fields): Navigation {
  return { method: 'POST', url: order.returnUrl, charset: 'utf-8', fields: result }
}

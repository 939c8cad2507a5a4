import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KakaoBooks } from './books.ts'
import { mayRecur, textIn, wholeIn } from './caller.ts'
import { cardWords, refuse } from './codes.ts'
import type { KakaoMethod } from './order.ts'
import { localTime } from './views.ts'

/** `/ready`: a tid, and the addresses of the buyer's page on PC, phone and in an app. */
export function readyPayment(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const cid = textIn(body, 'cid')
  const money = moneyOf(body)
  if (money === undefined) return refuse('-722')
  // Nothing to pay means: issue a right to charge, which a one-time CID cannot do.
  if (money.totalMinor === 0 && !mayRecur(cid)) return refuse('-725')
  const words = ['partner_order_id', 'partner_user_id', 'item_name'].map((name) => textIn(body, name))
  const urls = ['approval_url', 'cancel_url', 'fail_url'].map((name) => textIn(body, name))
  const [partnerOrderId = '', partnerUserId = '', itemName = ''] = words
  const [approvalUrl = '', cancelUrl = '', failUrl = ''] = urls
  const quantity = wholeIn(body, 'quantity') ?? 0
  const choices = choicesOf(body)
  const isWhole =
    words.every((word) => word !== '' && Array.from(word).length <= 100) &&
    urls.every((url) => url.length <= 255 && URL.canParse(url)) &&
    quantity > 0 &&
    choices !== undefined
  if (!isWhole) return refuse('-726')
  const itemCode = textIn(body, 'item_code')
  const order = books.orders.put({
    tid: books.newId('T'),
    windowToken: randomToken(24),
    cid,
    partnerOrderId,
    partnerUserId,
    itemName,
    ...(itemCode === '' ? {} : { itemCode }),
    quantity,
    ...money,
    approvalUrl,
    cancelUrl,
    failUrl,
    ...choices,
    status: 'READY',
    createdAt: books.now().toISOString(),
    actions: [],
  })
  const page = (kind: 'pc' | 'mobile' | 'app') =>
    `${books.surroundings.publicOrigin}/kakaopay/window/${kind}/${order.windowToken}`
  return json(200, {
    tid: order.tid,
    tms_result: false,
    created_at: localTime(order.createdAt),
    next_redirect_pc_url: page('pc'),
    next_redirect_mobile_url: page('mobile'),
    next_redirect_app_url: page('app'),
    android_app_scheme: 'kakaotalk://kakaopay/pg',
    ios_app_scheme: 'kakaotalk://kakaopay/pg',
  })
}

/** Whole won that fit each other; VAT is a eleventh of the taxed part where none is given. */
export function moneyOf(body: JsonRecord) {
  const totalMinor = wholeIn(body, 'total_amount')
  const taxFreeMinor = wholeIn(body, 'tax_free_amount')
  if (totalMinor === undefined || taxFreeMinor === undefined || taxFreeMinor > totalMinor) return undefined
  const given = body['vat_amount'] === undefined ? vatOf(totalMinor - taxFreeMinor) : undefined
  const vatMinor = given ?? wholeIn(body, 'vat_amount')
  if (vatMinor === undefined || vatMinor > totalMinor - taxFreeMinor) return undefined
  const deposit = body['green_deposit'] === undefined ? 0 : wholeIn(body, 'green_deposit')
  if (deposit === undefined || deposit > totalMinor) return undefined
  return { totalMinor, taxFreeMinor, vatMinor, greenDepositMinor: deposit }
}

export function vatOf(taxedMinor: number): number {
  return Math.round(taxedMinor / 11)
}

/** What the shop narrowed; undefined when it makes no sense. */
function choicesOf(body: JsonRecord) {
  const { available_cards: list, install_month: month, payment_method_type: method } = body
  const methods: readonly KakaoMethod[] =
    method === 'CARD' || method === 'MONEY' ? [method] : method === undefined ? ['CARD', 'MONEY'] : []
  const isList = Array.isArray(list) && list.every((card) => typeof card === 'string' && cardWords.has(card))
  const installMonth = wholeIn(body, 'install_month')
  if (methods.length === 0 || (list !== undefined && !isList)) return undefined
  if (month !== undefined && (installMonth === undefined || installMonth > 12)) return undefined
  return {
    methods,
    ...(isList ? { availableCards: list.map(String) } : {}),
    ...(installMonth === undefined ? {} : { installMonth }),
  }
}

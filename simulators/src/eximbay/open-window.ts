import type { Fields } from '../desk/form.ts'
import { minorOf } from '../desk/money.ts'
import { randomToken } from '../desk/random.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { EximbayBooks } from './books.ts'
import { results } from './codes.ts'
import type { EximbayCode } from './codes.ts'
import { isSigned } from './fgkey.ts'
import type { EximbayOrder } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: EximbayOrder }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: EximbayCode
      readonly message: string
    }

/** What the classic form may contain; an undefined parameter is refused, as its guide says. */
const classicNames =
  /^(ver|mid|txntype|ref|cur|amt|paymethod|shop|buyer|tel|email|lang|returnurl|statusurl|param[123]|charset|fgkey|partnercode|autoclose|displaytype|ostype|issuercountry|siteforeigncur|item_\d+_(product|quantity|unitPrice)|surcharge_\d+_(name|quantity|unitPrice)|(shipTo|billTo)_(city|country|firstName|lastName|phoneNumber|postalCode|state|street1))$/

export function refused(orderId: string, code: EximbayCode): Opened {
  return { kind: 'refused', orderId, code, message: results[code] }
}

/** `BasicProcessor.krp`: the whole form is signed. */
export function openClassic(books: EximbayBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const ref = field('ref')
  const mid = field('mid')
  if (books.merchants.get(mid) === undefined) return refused(ref, 'SIM401')
  if (!isSigned(books.secretKey(mid), form)) return refused(ref, 'SIM403')
  const amountMinor = minorOfText(field('amt'), field('cur'))
  const isComplete =
    field('ver') === '230' &&
    field('txntype') === 'PAYMENT' &&
    /^.{1,30}$/.test(ref) &&
    /^.{1,64}$/.test(field('buyer')) &&
    field('email') !== '' &&
    field('lang') !== '' &&
    URL.canParse(field('statusurl')) &&
    /^[PIR]$/.test(field('displaytype')) &&
    Object.keys(form).every((name) => classicNames.test(name))
  if (!isComplete || amountMinor === undefined || amountMinor <= 0) return refused(ref, 'SIM400')
  if (linesOf(form, field('cur')) !== amountMinor) return refused(ref, 'SIM411')
  return open(books, {
    surface: 'CLASSIC',
    mid,
    ref,
    orderName: field('item_0_product'),
    buyer: field('buyer'),
    email: field('email'),
    currency: field('cur'),
    amountMinor,
    amountText: field('amt'),
    ...methodOf(field('paymethod')),
    returnUrl: field('returnurl'),
    statusUrl: field('statusurl'),
    params: [field('param1'), field('param2'), field('param3')],
    foreignCurrency: field('siteforeigncur'),
    wantsToken: false,
  })
}

function linesOf(form: Fields, currency: string): number | undefined {
  let sum = 0
  for (const kind of ['item', 'surcharge'])
    for (let at = 0; form[`${kind}_${at}_quantity`] !== undefined; at += 1) {
      const unit = minorOfText(form[`${kind}_${at}_unitPrice`] ?? '', currency)
      if (unit === undefined) return undefined
      sum += Number(form[`${kind}_${at}_quantity`]) * unit
    }
  return sum
}

export function minorOfText(text: string, currency: string): number | undefined {
  if (!/^-?\d{1,12}(\.\d+)?$/.test(text)) return undefined
  return minorOf(Number(text), currency)
}

/** `/v1/payments/ready`: what a window will be opened for; the answer's key belongs to these very objects. */
export function ready(
  books: EximbayBooks,
  mid: string,
  request: JsonRecord,
): { readonly code: EximbayCode; readonly fgkey?: string } {
  const code = openApiProblem(request, mid)
  if (code !== undefined) return { code }
  const made = books.readies.put({
    fgkey: randomToken(32).toUpperCase(),
    mid,
    request: JSON.stringify(request),
  })
  return { code: '0000', fgkey: made.fgkey }
}

/** `EXIMBAY.request_pay({fgkey, …})`: nothing may differ from what `ready` was told. */
export function openSdk(books: EximbayBooks, given: JsonRecord): Opened {
  const { fgkey, ...request } = given
  const known = books.readies.get(textOf(fgkey) ?? '')
  const payment = recordOf(request['payment'])
  const ref = textOf(payment['order_id']) ?? ''
  if (known === undefined || known.request !== JSON.stringify(request)) return refused(ref, 'SIM403')
  const currency = textOf(payment['currency']) ?? ''
  const amountText = textOf(payment['amount']) ?? ''
  const url = recordOf(request['url'])
  const buyer = recordOf(request['buyer'])
  const [first] = listOf(request['product'])
  const settings = recordOf(request['settings'])
  return open(books, {
    surface: 'OPEN_API',
    mid: known.mid,
    ref,
    orderName: textOf(recordOf(first)['name']) ?? '',
    buyer: textOf(buyer['name']) ?? '',
    email: textOf(buyer['email']) ?? '',
    currency,
    amountMinor: minorOfText(amountText, currency) ?? 0,
    amountText,
    ...methodOf(textOf(payment['payment_method']) ?? ''),
    returnUrl: textOf(url['return_url']) ?? '',
    statusUrl: textOf(url['status_url']) ?? '',
    params: ['', '', ''],
    foreignCurrency: textOf(settings['site_foreign_currency']) ?? '',
    wantsToken: wantsToken(request),
  })
}

function wantsToken(request: JsonRecord): boolean {
  return recordOf(request['tokenbilling'])['token_creation'] === 'Y'
}

function openApiProblem(request: JsonRecord, mid: string): EximbayCode | undefined {
  const payment = recordOf(request['payment'])
  const url = recordOf(request['url'])
  const buyer = recordOf(request['buyer'])
  const currency = textOf(payment['currency']) ?? ''
  const amountMinor = minorOfText(textOf(payment['amount']) ?? '', currency)
  if (recordOf(request['merchant'])['mid'] !== mid) return 'SIM401'
  const isComplete =
    payment['transaction_type'] === 'PAYMENT' &&
    /^.{1,30}$/.test(textOf(payment['order_id']) ?? '') &&
    (textOf(payment['lang']) ?? '') !== '' &&
    (textOf(buyer['name']) ?? '') !== '' &&
    (textOf(buyer['email']) ?? '') !== '' &&
    URL.canParse(textOf(url['return_url']) ?? '') &&
    URL.canParse(textOf(url['status_url']) ?? '') &&
    // A token stands for a card.
    (!wantsToken(request) || ['', 'P000'].includes(textOf(payment['payment_method']) ?? ''))
  if (!isComplete || amountMinor === undefined || amountMinor <= 0) return 'SIM400'
  let sum = 0
  for (const line of [...listOf(request['product']), ...listOf(request['surcharge'])]) {
    const { quantity, unit_price: price } = recordOf(line)
    sum += Number(textOf(quantity) ?? 'NaN') * (minorOfText(textOf(price) ?? '', currency) ?? Number.NaN)
  }
  return sum === amountMinor ? undefined : 'SIM411'
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function methodOf(code: string): Pick<EximbayOrder, 'method'> {
  return code === '' || code === 'P000' ? {} : { method: code }
}

function open(
  books: EximbayBooks,
  asked: Omit<
    EximbayOrder,
    | 'sessionId'
    | 'state'
    | 'openedAt'
    | 'transid'
    | 'paymethod'
    | 'authcode'
    | 'cardNumber'
    | 'refundIds'
    | 'entries'
  >,
): Opened {
  const order: EximbayOrder = {
    ...asked,
    sessionId: randomToken(18),
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    transid: '',
    paymethod: '',
    authcode: '',
    cardNumber: '',
    refundIds: [],
    entries: [],
  }
  return { kind: 'opened', order: books.orders.put(order) }
}

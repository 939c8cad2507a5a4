import { readZonelessTime } from '../desk/seoul-time.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import { minorOf, wireAmount } from '../desk/money.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { recordOf, textOf, numberOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { TossBooks } from './books.ts'
import { cards, declineReasons } from './codes.ts'
import { methods, statusAt, wasApproved } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { refusals } from './refusals.ts'
import type { TossCode } from './refusals.ts'

export interface TossHandOff {
  readonly clientKey: string
  readonly customerKey: string
  /** What `requestPayment` was given. */
  readonly request: JsonRecord
}

export type Opened =
  | { readonly kind: 'opened'; readonly payment: TossPayment }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: string
      readonly message: string
      readonly back: Navigation | null
    }

/** Opens the payment window: READY, with a `paymentKey` of its own, or a refusal that the buyer sees. */
export function openWindow(books: TossBooks, handOff: TossHandOff): Opened {
  const { request } = handOff
  const orderId = textOf(request['orderId']) ?? ''
  const failUrl = webAddress(request['failUrl'])
  const refused = (code: TossCode, message?: string): Opened => {
    const sentence = message ?? refusals[code][1]
    const back = failUrl === undefined ? null : failure(failUrl, code, sentence, orderId)
    return { kind: 'refused', orderId, code, message: sentence, back }
  }

  const merchant = books.merchantOf('clientKey', handOff.clientKey)
  if (merchant === undefined) return refused('UNAUTHORIZED_KEY')
  if (!/^[A-Za-z0-9\-_=.@]{2,300}$/.test(handOff.customerKey))
    return refused('INVALID_REQUEST', 'customerKey 형식이 올바르지 않습니다.')
  const successUrl = webAddress(request['successUrl'])
  if (successUrl === undefined || failUrl === undefined)
    return refused('INVALID_REQUEST', 'successUrl, failUrl 은 필수입니다.')
  const method = methods.find((each) => each === request['method'])
  if (method === undefined) return refused('INVALID_REQUEST', '지원하지 않는 결제수단입니다.')
  const orderName = textOf(request['orderName']) ?? ''
  if (!/^[A-Za-z0-9\-_.]{6,64}$/.test(orderId))
    return refused('INVALID_REQUEST', 'orderId 형식이 올바르지 않습니다.')
  if (orderName === '' || orderName.length > 100)
    return refused('INVALID_REQUEST', 'orderName 은 1~100자여야 합니다.')
  const amount = recordOf(request['amount'])
  const currency = textOf(amount['currency']) ?? ''
  const amountMinor = minorOf(numberOf(amount['value']) ?? Number.NaN, currency)
  const taxFreeMinor = minorOf(numberOf(request['taxFreeAmount']) ?? 0, currency)
  if (!/^[A-Z]{3}$/.test(currency) || amountMinor === undefined || amountMinor <= 0)
    return refused('INVALID_REQUEST', '결제 금액이 올바르지 않습니다.')
  if (taxFreeMinor === undefined || taxFreeMinor < 0 || taxFreeMinor > amountMinor)
    return refused('INVALID_REQUEST', '면세 금액이 올바르지 않습니다.')
  const earlier = books.ofOrder(orderId, merchant.mid)
  if (earlier !== undefined && wasApproved(earlier)) return refused('DUPLICATED_ORDER_ID')

  const payment: TossPayment = {
    paymentKey: `tsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid: merchant.mid,
    orderId,
    orderName,
    currency,
    amountMinor,
    taxFreeMinor,
    method,
    status: 'READY',
    successUrl,
    failUrl,
    requestedAt: books.now().toISOString(),
    secret: `ps_${randomToken(16).replaceAll(/[-_]/g, 'x')}`,
    lastTransactionKey: '',
    cancels: [],
    entries: [],
    ...optionsOf(request, method),
  }
  return { kind: 'opened', payment: books.payments.put(payment) }
}

/** The buyer decides. A window that is over (or unknown) answers undefined. */
export function decide(
  books: TossBooks,
  paymentKey: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const payment = books.payments.get(paymentKey)
  if (payment === undefined || statusAt(payment, books.now()) !== 'READY') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return abort(books, payment, 'PAY_PROCESS_CANCELED', '사용자에 의해 결제가 취소되었습니다.')
    case 'decline':
      return declined(books, payment, choice)
    case 'approve':
      return authenticate(books, payment, choice)
  }
}

function authenticate(books: TossBooks, payment: TossPayment, choice: BuyerChoice): Navigation {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: payment.orderName,
    amountMinor: payment.amountMinor,
  })
  if (fate === 'decline-window') return declined(books, payment, choice)
  const fault = fate === undefined ? undefined : faultOf(fate, payment.orderId)
  if (fault !== undefined) books.faults.add(fault)

  const easyPayProvider = walletOf(payment, choice)
  const authenticated = books.payments.put({
    ...payment,
    status: 'IN_PROGRESS',
    authenticatedAt: books.now().toISOString(),
    bankCode: choice.bankCode ?? '20',
    card: {
      issuerCode: choice.cardCompany ?? payment.direct?.cardCompany ?? cards[0]?.code ?? '41',
      number: masked(choice.cardNumber ?? ''),
      installmentMonths: choice.installmentMonths ?? 0,
      approveNo: randomDigits(8),
    },
    ...(easyPayProvider === undefined ? {} : { easyPayProvider }),
  })
  const url = new URL(authenticated.successUrl)
  url.searchParams.append('paymentType', 'NORMAL')
  url.searchParams.append('orderId', authenticated.orderId)
  url.searchParams.append('paymentKey', authenticated.paymentKey)
  url.searchParams.append('amount', amountOf(authenticated))
  return { method: 'GET', url: url.href }
}

function declined(books: TossBooks, payment: TossPayment, choice: BuyerChoice): Navigation {
  const code = choice.declineCode ?? 'REJECT_CARD_COMPANY'
  const known = declineReasons.find((reason) => reason.code === code)?.name.ko
  return abort(books, payment, code, choice.declineMessage ?? known ?? refusals.REJECT_CARD_COMPANY[1])
}

function abort(books: TossBooks, payment: TossPayment, code: string, message: string): Navigation {
  books.payments.put({ ...payment, status: 'ABORTED', failure: { code, message } })
  return failure(payment.failUrl, code, message, payment.orderId)
}

export function failure(failUrl: string, code: string, message: string, orderId: string): Navigation {
  const url = new URL(failUrl)
  url.searchParams.append('code', code)
  url.searchParams.append('message', message)
  if (orderId !== '') url.searchParams.append('orderId', orderId)
  return { method: 'GET', url: url.href }
}

function optionsOf(request: JsonRecord, method: TossPayment['method']) {
  const card = recordOf(request['card'])
  const cash = recordOf(request[method === 'TRANSFER' ? 'transfer' : 'virtualAccount'])
  const text = (name: string, value: unknown) =>
    typeof value === 'string' && value !== '' ? { [name]: value } : {}
  const receiptType = textOf(recordOf(cash['cashReceipt'])['type'])
  const dueDate = readZonelessTime(textOf(cash['dueDate']) ?? '')
  const validHours = numberOf(cash['validHours'])
  const isDirect = card['flowMode'] === 'DIRECT'
  return {
    isEscrow: card['useEscrow'] === true || cash['useEscrow'] === true,
    isCulturalExpense: request['cultureExpense'] === true,
    ...text('customerName', request['customerName']),
    ...text('customerMobilePhone', request['customerMobilePhone']),
    ...(receiptType === '소득공제' || receiptType === '지출증빙' ? { cashReceiptType: receiptType } : {}),
    ...(validHours === undefined ? {} : { validHours: Math.min(720, validHours) }),
    ...(dueDate === undefined ? {} : { dueDate: dueDate.toISOString() }),
    ...(isDirect
      ? { direct: { ...text('easyPay', card['easyPay']), ...text('cardCompany', card['cardCompany']) } }
      : {}),
  }
}

function walletOf(payment: TossPayment, choice: BuyerChoice): string | undefined {
  if (payment.method === 'FOREIGN_EASY_PAY') return 'PAYPAL'
  if (payment.method !== 'CARD') return undefined
  if (payment.direct?.easyPay !== undefined) return payment.direct.easyPay
  return choice.payMethod === 'EASY_PAY' ? (choice.easyPayProvider ?? 'TOSSPAY') : undefined
}

/** The first eight and last digit survive, as issuers print them: `43301234****123*`. */
export function masked(cardNumber: string): string {
  const digits = cardNumber.replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  return `${number.slice(0, 8)}****${number.slice(12, 15)}*`
}

function amountOf(payment: TossPayment): string {
  return String(wireAmount(payment.amountMinor, payment.currency))
}

export function webAddress(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

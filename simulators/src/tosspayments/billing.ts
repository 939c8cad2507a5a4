import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import type { Fate } from '../desk/magic.ts'
import { minorOf } from '../desk/money.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import type { TossBooks } from './books.ts'
import { newTransactionKey } from './confirm.ts'
import { announce } from './notices.ts'
import { wasApproved } from './payment.ts'
import type { TossBilling, TossPayment } from './payment.ts'
import { paymentView } from './payment-view.ts'
import { refuse } from './refusals.ts'
import { masked } from './window.ts'

const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,300}$/

/** `POST /v1/billing/authorizations/issue`: once per `authKey`, for the customer who registered. */
export function issueFromWindow(books: TossBooks, mid: string, body: JsonRecord): WireAnswer {
  const auth = books.billingAuths.get(textOf(body['authKey']) ?? '')
  if (auth === undefined || auth.mid !== mid) return refuse('INVALID_BILL_KEY_REQUEST')
  if (auth.state !== 'AUTHENTICATED') return refuse('INVALID_BILL_KEY_REQUEST')
  if (body['customerKey'] !== auth.customerKey) return refuse('NOT_MATCHES_CUSTOMER_KEY')
  books.billingAuths.put({ ...auth, state: 'OVER' })
  return issue(books, mid, auth.customerKey, auth, auth.fate)
}

/** `POST /v1/billing/authorizations/card`. */
export function issueFromCard(books: TossBooks, mid: string, body: JsonRecord): WireAnswer {
  const customerKey = textOf(body['customerKey']) ?? ''
  if (!customerKeyPattern.test(customerKey)) return refuse('INVALID_REQUEST', 'customerKey 는 필수입니다.')
  const card = readCard(books, body)
  return 'status' in card ? card : issue(books, mid, customerKey, { card: card.card }, card.fate)
}

function issue(
  books: TossBooks,
  mid: string,
  customerKey: string,
  { card, account }: Instrument,
  fate: string | undefined,
): WireAnswer {
  if (fate === 'decline-window') return refuse('REJECT_CARD_COMPANY')
  const billing = books.billings.put({
    billingKey: `bsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid,
    customerKey,
    authenticatedAt: books.now().toISOString(),
    ...(card === undefined ? {} : { card }),
    ...(account === undefined ? {} : { account }),
    ...(fate === undefined ? {} : { fate }),
  })
  return json(200, {
    mId: mid,
    customerKey,
    authenticatedAt: offsetTime(new Date(billing.authenticatedAt)),
    method: account === undefined ? '카드' : '계좌이체',
    billingKey: billing.billingKey,
    card: card === undefined ? null : cardView(card),
    ...(account === undefined
      ? {}
      : { transfers: [{ bankCode: account.bankCode, bankAccountNumber: account.accountNumber }] }),
  })
}

type Instrument = Pick<TossBilling, 'card' | 'account'>

function cardView({ issuerCode, number }: NonNullable<TossBilling['card']>) {
  return { issuerCode, acquirerCode: issuerCode, number, cardType: '신용', ownerType: '개인' }
}

/** `POST /v1/billing/{billingKey}`. */
export function charge(books: TossBooks, mid: string, billingKey: string, body: JsonRecord): WireAnswer {
  const billing = books.billings.get(billingKey)
  if (billing === undefined || billing.mid !== mid) return refuse('INVALID_BILL_KEY_REQUEST')
  if (body['customerKey'] !== billing.customerKey) return refuse('NOT_MATCHES_CUSTOMER_KEY')
  return take(books, mid, body, 'BILLING', billing, billing.fate)
}

/** `POST /v1/payments/key-in`. */
export function keyIn(books: TossBooks, mid: string, body: JsonRecord): WireAnswer {
  const card = readCard(books, body)
  return 'status' in card ? card : take(books, mid, body, 'KEY_IN', { card: card.card }, card.fate)
}

/** Puts the fault that magic orders on this call; on an order's first try only, so that a repeat gets through. */
export function orderFault(books: TossBooks, body: JsonRecord, cardFate: string | undefined): void {
  const orderId = textOf(body['orderId']) ?? ''
  if (orderId === '' || books.faults.wasHaunted(orderId)) return
  const fate =
    cardFate ??
    fateOf({ orderName: textOf(body['orderName']) ?? '', amountMinor: numberOf(body['amount']) ?? 0 })
  const fault = isFault(fate) ? faultOf(fate, orderId) : undefined
  if (fault === undefined) return
  books.faults.haunt(orderId)
  books.faults.add(fault)
}

function isFault(fate: string | undefined): fate is Fate {
  return fate === 'silent-before' || fate === 'silent-after' || fate === 'http-500-after'
}

function take(
  books: TossBooks,
  mid: string,
  body: JsonRecord,
  type: 'BILLING' | 'KEY_IN',
  { card, account }: Instrument,
  cardFate: string | undefined,
): WireAnswer {
  const orderId = textOf(body['orderId']) ?? ''
  const orderName = textOf(body['orderName']) ?? ''
  const amountMinor = minorOf(numberOf(body['amount']) ?? Number.NaN, 'KRW')
  const months = numberOf(body['cardInstallmentPlan']) ?? 0
  if (!/^[A-Za-z0-9\-_.]{6,64}$/.test(orderId) || orderName === '' || orderName.length > 100)
    return refuse('INVALID_REQUEST')
  if (amountMinor === undefined || amountMinor <= 0) return refuse('INVALID_REQUEST')
  const earlier = books.ofOrder(orderId, mid)
  if (earlier !== undefined && wasApproved(earlier)) return refuse('DUPLICATED_ORDER_ID')
  const fate = cardFate ?? fateOf({ orderName, amountMinor })
  const at = books.now().toISOString()
  const transactionKey = newTransactionKey()
  const opened: TossPayment = {
    paymentKey: `tsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid,
    orderId,
    orderName,
    type,
    currency: 'KRW',
    amountMinor,
    taxFreeMinor: minorOf(numberOf(body['taxFreeAmount']) ?? 0, 'KRW') ?? 0,
    method: account === undefined ? 'CARD' : 'TRANSFER',
    status: 'ABORTED',
    successUrl: '',
    failUrl: '',
    isEscrow: false,
    isCulturalExpense: false,
    requestedAt: at,
    secret: `ps_${randomToken(16).replaceAll(/[-_]/g, 'x')}`,
    lastTransactionKey: '',
    ...(card === undefined
      ? {}
      : { card: { ...card, installmentMonths: months, approveNo: randomDigits(8) } }),
    ...(account === undefined ? {} : { bankCode: account.bankCode }),
    cancels: [],
    entries: [],
  }
  if (fate === 'decline-approve' || fate === 'decline-window') return refuse('REJECT_CARD_COMPANY')
  const paid = books.payments.put({
    ...opened,
    status: 'DONE',
    approvedAt: at,
    lastTransactionKey: transactionKey,
    entries: [{ kind: 'approve', amountMinor, at, id: transactionKey }],
  })
  void announce(books, paid)
  return json(200, paymentView(paid, books.now(), books.surroundings.publicOrigin))
}

function readCard(
  books: TossBooks,
  body: JsonRecord,
): { readonly card: NonNullable<TossBilling['card']>; readonly fate?: string } | WireAnswer {
  const field = (name: string) => textOf(recordOf(body)[name]) ?? ''
  const number = field('cardNumber')
  const [year, month] = [field('cardExpirationYear'), field('cardExpirationMonth')]
  if (!/^\d{14,20}$/.test(number)) return refuse('INVALID_CARD_NUMBER')
  if (!/^\d{2}$/.test(year) || !/^(0[1-9]|1[0-2])$/.test(month)) return refuse('INVALID_CARD_EXPIRATION')
  if (Date.UTC(2000 + Number(year), Number(month), 1) <= books.now().getTime())
    return refuse('INVALID_CARD_EXPIRATION')
  if (!/^(\d{6}|\d{10})$/.test(field('customerIdentityNumber')))
    return refuse('INVALID_REQUEST', 'customerIdentityNumber 는 6자리 또는 10자리여야 합니다.')
  return { card: { issuerCode: '41', number: masked(number) }, ...fateMember(number) }
}

/** What a magic number does, kept in place of the number. */
export function fateMember(cardNumber: string): { readonly fate?: string } {
  const fate = fateOf({ cardNumber, orderName: '', amountMinor: 0 })
  return fate === undefined ? {} : { fate }
}

import { uuidv7 } from 'uuidv7'
import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { balanceOf } from '../desk/ledger.ts'
import { faultOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { paidNow, withCancel } from './books.ts'
import type { TestBooks } from './books.ts'
import { readCard } from './card.ts'
import { fateOfOrder } from './magic.ts'
import { returnPoints } from './purses.ts'
import type { TestInstrument, TestPayment } from './records.ts'
import { refuse } from './refusals.ts'

const PENDING_MS = 60_000

interface Order {
  readonly orderId: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
  readonly installmentMonths: number
}

export function readOrder(body: JsonRecord): Order | undefined {
  const orderId = textOf(body['orderId']) ?? ''
  const orderName = textOf(body['orderName']) ?? ''
  const amountMinor = numberOf(body['amount']) ?? -1
  const currency = textOf(body['currency']) ?? ''
  if (orderId === '' || orderId.length > 100 || orderName === '' || !/^[A-Z]{3}$/.test(currency))
    return undefined
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) return undefined
  return {
    orderId,
    orderName,
    amountMinor,
    currency,
    installmentMonths: numberOf(body['installmentMonths']) ?? 0,
  }
}

/** `POST /v1/payments/approve`: what the window authenticated, for exactly its order and amount. */
export function approve(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  const window = books.windows.get(textOf(body['windowId']) ?? '')
  if (order === undefined) return refuse('INVALID_REQUEST')
  if (window === undefined || window.mid !== mid || window.kind !== 'PAYMENT') return refuse('NO_SUCH_WINDOW')
  if (window.state !== 'AUTHENTICATED' || window.instrument === undefined) return refuse('NOT_AUTHENTICATED')
  if (
    order.orderId !== window.orderId ||
    order.amountMinor !== window.amountMinor ||
    order.currency !== window.currency
  )
    return refuse('INVALID_REQUEST')
  const more = window.accountExpiresAt === undefined ? {} : { expiresAt: window.accountExpiresAt }
  const answer = take(books, mid, order, window.instrument, {
    ...more,
    ...(window.giftCertificateType === undefined ? {} : { giftCertificateType: window.giftCertificateType }),
  })
  books.windows.put({ ...window, state: 'OVER' })
  return answer
}

/** `POST /v1/payments/charge`. */
export function charge(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  const key = books.billingKeys.get(textOf(body['billingKey']) ?? '')
  if (order === undefined) return refuse('INVALID_REQUEST')
  if (key === undefined || key.mid !== mid || key.deletedAt !== undefined)
    return refuse('NO_SUCH_BILLING_KEY')
  const {
    billingKey: _key,
    issueId: _issue,
    issuedAt: _at,
    deletedAt: _deleted,
    mid: _mid,
    ...instrument
  } = key
  return take(books, mid, order, instrument, { billingKeyTail: key.billingKey.slice(-6) })
}

/** `POST /v1/payments/key-in`. */
export function keyIn(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  if (order === undefined) return refuse('INVALID_REQUEST')
  const card = readCard(recordOf(body['card']), books.now(), order.installmentMonths)
  return typeof card === 'string' ? refuse(card) : take(books, mid, order, card, {})
}

/** `POST /v1/payments/virtual-account`. */
export function issueAccount(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  if (order === undefined) return refuse('INVALID_REQUEST')
  return take(
    books,
    mid,
    order,
    { method: 'VIRTUAL_ACCOUNT', bank: textOf(body['bank']) ?? 'SHINHAN' },
    {
      ...pick(body, 'expiresAt'),
      ...pick(body, 'remitteeName'),
    },
  )
}

/** `POST /v1/payments/store-barcode`: a new barcode, or one that the shop made and nobody waits to pay. */
export function issueBarcode(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  const own = textOf(body['barcode'])
  if (order === undefined || (own !== undefined && !/^[A-Za-z0-9]{4,40}$/.test(own)))
    return refuse('INVALID_REQUEST')
  const barcode = own ?? randomDigits(20)
  const isTaken = books.payments
    .all()
    .some((one) => one.virtualAccount?.accountNumber === barcode && one.status === 'WAITING_FOR_DEPOSIT')
  if (isTaken) return refuse('BARCODE_IN_USE')
  return take(books, mid, order, { method: 'VIRTUAL_ACCOUNT' }, { ...pick(body, 'expiresAt'), barcode })
}

/** `POST /v1/payments/:paymentKey/virtual-account`: another amount or deadline of an account that waits. */
export function changeAccount(
  books: TestBooks,
  mid: string,
  payment: TestPayment | undefined,
  body: JsonRecord,
): WireAnswer {
  if (payment === undefined || payment.mid !== mid) return refuse('NO_SUCH_PAYMENT')
  if (payment.status !== 'WAITING_FOR_DEPOSIT' || payment.virtualAccount === undefined)
    return refuse('NOT_WAITING')
  const amount = numberOf(body['amount']) ?? payment.amountMinor
  const expiresAt = textOf(body['expiresAt']) ?? payment.virtualAccount.expiresAt
  if (!Number.isSafeInteger(amount) || amount <= 0 || !(Date.parse(expiresAt) > books.now().getTime()))
    return refuse('INVALID_REQUEST')
  const virtualAccount = { ...payment.virtualAccount, expiresAt }
  return answered(books, books.payments.put({ ...payment, amountMinor: amount, virtualAccount }))
}

function pick(body: JsonRecord, key: string): Record<string, string> {
  const value = textOf(body[key])
  return value === undefined ? {} : { [key]: value }
}

/** Takes the money once per order, or says why not. An order that was declined may be tried again. */
export function take(
  books: TestBooks,
  mid: string,
  order: Order,
  instrument: TestInstrument,
  more: {
    readonly expiresAt?: string
    readonly remitteeName?: string
    readonly billingKeyTail?: string
    readonly giftCertificateType?: string
    readonly purseId?: string
    /** Its number is a barcode for the till. */
    readonly barcode?: string
  },
): WireAnswer {
  const earlier = books.ofOrder(order.orderId)
  if (earlier !== undefined && earlier.status !== 'FAILED') return refuse('ALREADY_PROCESSED_ORDER')
  const fate = fateOfOrder({ instrumentFate: instrument.fate, ...order })
  const at = books.now().toISOString()
  const card =
    instrument.card === undefined
      ? {}
      : {
          card: {
            ...instrument.card,
            approvalNumber: randomDigits(8),
            installmentMonths: order.installmentMonths,
          },
        }
  const opened: TestPayment = {
    ...instrument,
    ...card,
    paymentKey: `npay_${randomToken(18).replaceAll(/[-_]/g, 'x')}`,
    mid,
    orderId: order.orderId,
    orderName: order.orderName,
    amountMinor: order.amountMinor,
    currency: order.currency,
    status: 'PENDING',
    requestedAt: at,
    secret: randomToken(16),
    cancels: [],
    entries: [],
    ...(more.billingKeyTail === undefined ? {} : { billingKeyTail: more.billingKeyTail }),
    ...(more.giftCertificateType === undefined ? {} : { giftCertificateType: more.giftCertificateType }),
    ...(more.purseId === undefined ? {} : { purseId: more.purseId }),
    ...(more.barcode === undefined ? {} : { isBarcode: true as const }),
  }
  if (fate === 'decline-approve' || fate === 'decline-window') {
    books.payments.put({
      ...opened,
      status: 'FAILED',
      failure: { code: 'CARD_DECLINED', message: '카드사가 승인을 거절했습니다.' },
    })
    return refuse('CARD_DECLINED')
  }
  if (fate === 'pending-paid' || fate === 'pending-failed') {
    const decision = {
      at: new Date(books.now().getTime() + PENDING_MS).toISOString(),
      status: fate === 'pending-paid' ? ('PAID' as const) : ('FAILED' as const),
    }
    return answered(books, books.payments.put({ ...opened, decision }))
  }
  if (instrument.method === 'VIRTUAL_ACCOUNT') {
    const virtualAccount = {
      accountNumber: more.barcode ?? `T${randomDigits(13)}`,
      ...(more.barcode === undefined ? { bank: instrument.bank ?? 'SHINHAN' } : {}),
      accountType: 'NORMAL',
      expiresAt: more.expiresAt ?? new Date(books.now().getTime() + 7 * 86_400_000).toISOString(),
      remitteeName: more.remitteeName ?? '나루 테스트',
    }
    const entry = { kind: 'account-issued' as const, amountMinor: order.amountMinor, at, id: uuidv7() }
    return answered(
      books,
      books.payments.put({ ...opened, status: 'WAITING_FOR_DEPOSIT', virtualAccount, entries: [entry] }),
    )
  }
  return answered(books, books.payments.put(paidNow(opened, at)))
}

/** What magic does to the line of a call that takes money, ordered before the call is carried out. */
export function orderFault(books: TestBooks, body: JsonRecord, instrumentFate: string | undefined): void {
  const order = readOrder(body)
  // A repeat after silence must get through: the fault is ordered for an order's first try only.
  if (
    order === undefined ||
    books.payments.get(order.orderId) !== undefined ||
    books.faults.wasHaunted(order.orderId)
  )
    return
  const fate = fateOfOrder({ instrumentFate, ...order })
  if (fate !== 'silent-before' && fate !== 'silent-after' && fate !== 'http-500-after') return
  books.faults.haunt(order.orderId)
  const fault = faultOf(fate, order.orderId)
  if (fault !== undefined) books.faults.add(fault)
}

/** `POST /v1/payments/:paymentKey/cancel`. */
export function cancel(
  books: TestBooks,
  mid: string,
  payment: TestPayment | undefined,
  body: JsonRecord,
): WireAnswer {
  if (payment === undefined || payment.mid !== mid) return refuse('NO_SUCH_PAYMENT')
  const at = books.now().toISOString()
  const amount = numberOf(body['amount']) ?? -1
  if (!Number.isSafeInteger(amount) || amount <= 0) return refuse('INVALID_REQUEST')
  const cancelId = uuidv7()
  const reference = textOf(body['reference'])
  const asked = { cancelId, amount, at, ...(reference === undefined ? {} : { reference }) }
  const cancels = [...payment.cancels, asked]
  if (payment.status === 'WAITING_FOR_DEPOSIT') {
    if (amount !== payment.amountMinor) return refuse('NOT_CANCELABLE_AMOUNT')
    const entry = { kind: 'account-closed' as const, amountMinor: amount, at, id: cancelId }
    return answered(
      books,
      books.payments.put({ ...payment, status: 'CANCELED', cancels, entries: [...payment.entries, entry] }),
    )
  }
  if (payment.status !== 'PAID' && payment.status !== 'PARTIAL_CANCELED') return refuse('NOT_CANCELABLE')
  const { balanceMinor } = balanceOf(payment.entries)
  const pending = payment.pendingCancels ?? []
  const waiting = pending.reduce((sum, one) => sum + one.amount, 0)
  if (amount > balanceMinor - waiting) return refuse('NOT_CANCELABLE_AMOUNT')
  if (isDecidedLater(textOf(body['reason']) ?? '')) {
    const decidesAt = new Date(books.now().getTime() + PENDING_MS).toISOString()
    return answered(
      books,
      books.payments.put({ ...payment, pendingCancels: [...pending, { ...asked, decidesAt }] }),
    )
  }
  const cancelled = books.payments.put(withCancel(payment, asked))
  returnPoints(books, payment, cancelled)
  return answered(books, cancelled)
}

/** `POST /v1/payments/:paymentKey/stop-cancel`: a cancel that is not decided yet is taken back. */
export function stopCancel(books: TestBooks, payment: TestPayment, body: JsonRecord): WireAnswer {
  const reference = textOf(body['reference'])
  const pending = payment.pendingCancels ?? []
  const rest = pending.filter((one) => one.reference !== reference)
  if (reference === undefined || rest.length === pending.length) return refuse('NO_SUCH_CANCEL')
  return answered(books, books.payments.put({ ...payment, pendingCancels: rest }))
}

/** Words in the reason of a cancel that put off its decision for a minute. */
function isDecidedLater(reason: string): boolean {
  return reason.includes('[취소대기]') || reason.includes('[pending-cancel]')
}

export function answered(books: TestBooks, payment: TestPayment): WireAnswer {
  return json(200, paymentView(payment, books.surroundings.publicOrigin))
}

/** The payment as the API shows it. */
export function paymentView(payment: TestPayment, origin: string): object {
  const {
    entries,
    amountMinor,
    fate: _fate,
    decision: _decision,
    billingKeyTail: _tail,
    purseId: _purse,
    ...shown
  } = payment
  return {
    ...shown,
    amount: amountMinor,
    balance: balanceOf(entries).balanceMinor,
    ...(payment.approvedAt === undefined
      ? {}
      : { receiptUrl: `${origin}/naru-test/receipt/${payment.paymentKey}` }),
  }
}

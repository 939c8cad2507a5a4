import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { TestBooks } from './books.ts'
import { instrumentOfCard } from './card.ts'
import { fateOfOrder } from './magic.ts'
import { readOrder } from './money.ts'
import { billingMethods, payMethods } from './records.ts'
import type { TestInstrument, TestWindow } from './records.ts'
import { refuse } from './refusals.ts'

const OPEN_MS = 30 * 60_000

/** `POST /v1/windows`. */
export function openWindow(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  const kind = body['kind'] === 'BILLING' ? 'BILLING' : 'PAYMENT'
  const offered: readonly string[] = kind === 'BILLING' ? billingMethods : payMethods
  const payMethod = textOf(body['payMethod']) ?? ''
  const returnUrl = textOf(body['returnUrl']) ?? ''
  if (order === undefined || !offered.includes(payMethod) || !/^https?:\/\//.test(returnUrl))
    return refuse('INVALID_REQUEST')
  if (kind === 'PAYMENT' && order.amountMinor === 0) return refuse('INVALID_REQUEST')
  const earlier = books.ofOrder(order.orderId)
  if (earlier !== undefined && earlier.status !== 'FAILED') return refuse('ALREADY_PROCESSED_ORDER')
  const provider = textOf(body['easyPayProvider'])
  const window: TestWindow = {
    windowId: `nwin_${randomToken(18).replaceAll(/[-_]/g, 'x')}`,
    kind,
    mid,
    orderId: order.orderId,
    orderName: order.orderName,
    amountMinor: order.amountMinor,
    currency: order.currency,
    payMethod,
    returnUrl,
    state: 'OPEN',
    openedAt: books.now().toISOString(),
    ...optional('accountExpiresAt', textOf(body['accountExpiresAt'])),
    ...optional('giftCertificateType', textOf(body['giftCertificateType'])),
    ...optional('phoneNumber', textOf(body['phoneNumber'])),
    ...(provider === undefined ? {} : { instrument: { method: payMethod, easyPayProvider: provider } }),
  }
  books.windows.put(window)
  const url = `${books.surroundings.publicOrigin}/naru-test/window/${window.windowId}`
  return json(200, { windowId: window.windowId, url })
}

export function isOpen(books: TestBooks, window: TestWindow): boolean {
  return window.state === 'OPEN' && books.now().getTime() - Date.parse(window.openedAt) <= OPEN_MS
}

/** The buyer decides. A window that is over (or unknown) answers undefined. */
export function decide(
  books: TestBooks,
  windowId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const window = books.windows.get(windowId)
  if (window === undefined || !isOpen(books, window)) return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return over(books, window, 'CLOSED_BY_BUYER', '구매자가 결제창을 닫았습니다.')
    case 'decline':
      return declined(books, window, choice)
    case 'approve': {
      const instrument = chosen(window, choice)
      const fate = fateOfOrder({ instrumentFate: instrument.fate, ...window })
      if (fate === 'decline-window') return declined(books, window, choice)
      books.windows.put({ ...window, state: 'AUTHENTICATED', instrument })
      return back(window)
    }
  }
}

function declined(books: TestBooks, window: TestWindow, choice: BuyerChoice): Navigation {
  return over(
    books,
    window,
    choice.declineCode ?? 'CARD_DECLINED',
    choice.declineMessage ?? '카드사가 거절했습니다.',
  )
}

function over(books: TestBooks, window: TestWindow, code: string, message: string): Navigation {
  books.windows.put({ ...window, state: 'OVER' })
  return back(window, { code, message })
}

function back(window: TestWindow, more: Readonly<Record<string, string>> = {}): Navigation {
  const url = new URL(window.returnUrl)
  url.searchParams.set('windowId', window.windowId)
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}

function chosen(window: TestWindow, choice: BuyerChoice): TestInstrument {
  switch (window.payMethod) {
    case 'CARD': {
      const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
      return instrumentOfCard(
        digits === '' ? '4330123412341234' : digits,
        choice.cardCompany ?? 'SHINHAN_CARD',
        choice.installmentMonths ?? 0,
      )
    }
    case 'EASY_PAY':
      return {
        method: 'EASY_PAY',
        easyPayProvider: choice.easyPayProvider ?? window.instrument?.easyPayProvider ?? 'KAKAOPAY',
      }
    case 'TRANSFER':
      return {
        method: 'TRANSFER',
        bank: choice.bankCode ?? 'SHINHAN',
        accountNumber: `${randomDigits(3)}-***-**${randomDigits(4)}`,
      }
    case 'VIRTUAL_ACCOUNT':
      return { method: 'VIRTUAL_ACCOUNT', bank: choice.bankCode ?? 'SHINHAN' }
    case 'MOBILE':
      return { method: 'MOBILE', phoneNumber: window.phoneNumber ?? '01000000000' }
    default:
      return { method: window.payMethod }
  }
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  const member: { [K in Key]?: string } = {}
  if (value !== undefined) member[key] = value
  return member
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { json, send } from '../desk/answer.ts'
import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { NaverOrderBooks } from './books.ts'
import { act, buyerActions, payIn, placeOrder } from './buyer.ts'
import type { Sheet } from './order.ts'
import { addPageRoutes } from './pages.ts'
import { addRegisterRoutes } from './register.ts'
import { addSoapRoutes } from './soap-routes.ts'

/**
 * Naver Pay, order type: carts are registered, Naver sells them in its own sheet, and the shop reads and handles product
 * orders over the order API. Its callbacks say only that something changed.
 */
export function naverpayOrderSimulator(surroundings: Surroundings): Simulator {
  const books = new NaverOrderBooks(surroundings)
  return {
    id: 'naverpay-order',
    nameKo: '네이버페이 주문형',
    nameEn: 'Naver Pay (order type)',
    faults: books.faults,
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addRegisterRoutes(app, books)
      addPageRoutes(app, books)
      addSoapRoutes(app, books)
      addBuyerRoute(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (code) => {
      const sheet = books.ofCode(code)
      return sheet && book(books, sheet)
    },
    ledger: () =>
      books
        .codes()
        .map((code) => books.ofCode(code))
        .filter((sheet) => sheet !== undefined)
        .map((sheet) => book(books, sheet)),
    deposit: async (code, deposit) => {
      const order = books.orders.get(books.ofCode(code)?.orderId ?? '')
      if (order === undefined || order.means !== '무통장입금') throw depositRefusals.noAccount()
      if (order.paidAt !== undefined) throw depositRefusals.closed()
      if (deposit.amountMinor !== undefined && deposit.amountMinor !== order.paidMinor)
        throw depositRefusals.otherAmount()
      payIn(books, order)
      const [first] = books.productsOf(order.orderId)
      return first === undefined ? [] : tellDeposit(deposit, () => books.tell(first))
    },
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function buy(books: NaverOrderBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  if (handOff.kind !== 'redirect')
    throw new DeskRefusal(400, 'WRONG_HAND_OFF', 'The order sheet is an address.', '주문서 주소가 아닙니다.')
  const query = new URL(handOff.url).searchParams
  const sheet = books.sheets.get(query.get('ORDER_ID') ?? '')
  const refused = (code: string, message: string): Bought => ({
    orderId: sheet?.mallManageCode ?? '',
    next: null,
    refused: { code, message },
  })
  if (sheet === undefined || sheet.shopId !== query.get('SHOP_ID'))
    return refused('NO_SHEET', '주문서를 찾을 수 없습니다.')
  if (sheet.orderId !== undefined) return refused('ORDERED', '이미 주문한 주문서입니다.')
  // Whatever the buyer does, the shop hears nothing through his browser.
  if (choice.decision === 'approve') placeOrder(books, sheet, choice)
  return { orderId: sheet.mallManageCode, next: null }
}

function book(books: NaverOrderBooks, sheet: Sheet): OrderBook {
  const order = books.orders.get(sheet.orderId ?? '')
  const products = order === undefined ? [] : books.productsOf(order.orderId)
  const entries = order?.entries ?? []
  return {
    orderId: sheet.mallManageCode,
    mid: sheet.shopId,
    pgTxId: order?.orderId ?? '',
    status:
      order === undefined
        ? 'OPENED'
        : products
            .map(({ productOrderId, status, claimStatus }) =>
              [productOrderId, status, claimStatus].filter(Boolean).join(' '),
            )
            .join(', '),
    payMethod: order?.means ?? 'EASY_PAY',
    orderName: sheet.lines.map(({ name }) => name).join(', '),
    amountMinor: order?.paidMinor ?? sheet.totalMinor,
    ...balanceOf(entries),
    currency: 'KRW',
    entries,
  }
}

/** What a buyer does in Naver's pages after his order; JSON only, as everything at the desk. */
function addBuyerRoute(app: FastifyInstance, books: NaverOrderBooks): void {
  app.post(
    '/control/naverpay-order/orders/:orderId/buyer',
    (request: FastifyRequest<{ Params: { orderId: string } }>, reply) => {
      const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '')
      const given = isJson ? recordOf(parseJson(bytesOf(request.body))) : {}
      const action = buyerActions.find((one) => one === given['action'])
      const orderId = books.ofCode(request.params.orderId)?.orderId ?? ''
      const named = textOf(given['productOrderId'])
      const products = books
        .productsOf(orderId)
        .filter(({ productOrderId }) => named === undefined || named === productOrderId)
      const kind = given['kind'] === 'PREMIUM' ? 'PREMIUM' : 'GENERAL'
      const words = {
        title: textOf(given['title']),
        content: textOf(given['content']),
        score: textOf(given['score']),
      }
      const review = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
      const isDone =
        action !== undefined &&
        products.length > 0 &&
        products.every((product) => act(books, product, action, { kind, ...review }))
      send(
        reply,
        isDone
          ? json(200, { productOrderIds: products.map(({ productOrderId }) => productOrderId) })
          : json(409, {
              code: 'NOT_NOW',
              message: buyerActions.join(', '),
              messageKo: '지금 할 수 없는 일입니다.',
            }),
      )
      return reply
    },
  )
}

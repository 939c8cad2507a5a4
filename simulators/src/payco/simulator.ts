import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import { faults } from '../desk/faults.ts'
import type { Fault, Operation } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { bytesOf, numberOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { PaycoBooks } from './books.ts'
import type { PaycoOrder } from './books.ts'
import { refuse } from './codes.ts'
import { approve, cancel, reserve, updateStatus, verify } from './orders.ts'
import { addWindowRoutes, decide, windowTokenOf } from './window.ts'

/** PAYCO's one-off payments by its own sample code: reserve, the buyer's page, approve. It sends no messages here. */
export function paycoSimulator(surroundings: Surroundings): Simulator {
  const books = new PaycoBooks(surroundings)
  return {
    id: 'payco',
    nameKo: '페이코',
    nameEn: 'PAYCO',
    faults: books.faults,
    // Nothing that this PG answers is signed.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addApiRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofReference(orderId)
      return order && book(order)
    },
    ledger: () => books.orders.all().map(book),
    deposit: () => {
      throw new DeskRefusal(
        404,
        'NO_ACCOUNT',
        'PAYCO has no virtual accounts here.',
        '가상계좌가 없는 PG입니다.',
      )
    },
    repeatNotes: () => Promise.resolve([]),
    close: () => books.close(),
  }
}

/** `POST /outseller/…`: JSON in, `{code, message, result}` out, always HTTP 200. */
function addApiRoutes(app: FastifyInstance, books: PaycoBooks): void {
  const route = (
    path: string,
    operation: Operation,
    run: (books: PaycoBooks, body: JsonRecord) => WireAnswer,
  ) =>
    app.post(`/payco/outseller/${path}`, (request: FastifyRequest, reply: FastifyReply) => {
      const body = recordOf(parseJson(bytesOf(request.body)))
      const order = books.ofOrderNo(textOf(body['orderNo']) ?? '')
      return answerCall(books.faults, request, reply, {
        operation,
        orderId: order?.referenceKey ?? textOf(body['sellerOrderReferenceKey']),
        run: () => run(books, body),
        decline: () => refuse(operation === 'cancel' ? '8005' : '1402'),
        lie,
      })
    })
  route('order/reserve', 'issueKey', reserve)
  route('payment/approval', 'approve', approve)
  route('payment/approval/getDetailForVerify', 'inquire', verify)
  route('order/cancel', 'cancel', cancel)
  route('order/updateOrderProductStatus', 'inquire', updateStatus)
}

function buy(books: PaycoBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const token = handOff.kind === 'redirect' ? windowTokenOf(handOff.url) : undefined
  const order = token === undefined ? undefined : books.ofWindow(token)
  if (token === undefined || order === undefined)
    throw new DeskRefusal(
      400,
      'WRONG_HAND_OFF',
      'PAYCO takes a redirect to its page.',
      '페이코의 결제창 주소가 아닙니다.',
    )
  return { orderId: order.referenceKey, next: decide(books, token, choice) ?? null }
}

function book(order: PaycoOrder): OrderBook {
  return {
    orderId: order.referenceKey,
    mid: order.cpId,
    pgTxId: order.orderNo ?? '',
    status: order.productStatus ?? order.status,
    payMethod: 'EASY_PAY',
    orderName: order.title,
    amountMinor: order.totalMinor,
    taxFreeMinor: order.taxFreeMinor,
    ...balanceOf(order.entries),
    currency: 'KRW',
    entries: order.entries,
  }
}

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  const result = recordOf(fields['result'])
  if (told === 'wrong-amount' && 'totalPaymentAmt' in result)
    return json(200, {
      ...fields,
      result: { ...result, totalPaymentAmt: (numberOf(result['totalPaymentAmt']) ?? 0) + 1_000 },
    })
  return told === 'wrong-order'
    ? json(200, { ...fields, result: { ...result, sellerOrderReferenceKey: 'other' } })
    : truth
}

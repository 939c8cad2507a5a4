import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { json, send } from './answer.ts'
import { wireAmount } from './money.ts'
import { bytesOf, numberOf, parseJson, recordOf, textOf } from './read-json.ts'
import { settledOn, type SettledMovement, type SettlementDesk } from './settlements.ts'
import type { Simulator } from './simulator.ts'

const pageSize = 1_000
const dayForm = /^\d{4}-\d{2}-\d{2}$/

/** The first line of a settlement file of ours, and the cells under it. */
const columns: readonly (readonly [
  name: string,
  read: (movement: SettledMovement) => string | number | undefined,
])[] = [
  ['정산번호', ({ lineId }) => lineId],
  ['구분', ({ kind }) => (kind === 'APPROVAL' ? '승인' : '취소')],
  ['PG거래번호', ({ book }) => book.pgTxId],
  ['주문번호', ({ book }) => book.orderId],
  ['취소번호', ({ kind, lineId }) => (kind === 'CANCEL' ? lineId : undefined)],
  ['결제수단', ({ book }) => book.payMethod],
  ['통화', ({ book }) => book.currency],
  ['금액', ({ book, amountMinor }) => wireAmount(amountMinor, book.currency)],
  [
    '면세금액',
    ({ book, taxFreeMinor }) =>
      taxFreeMinor === undefined ? undefined : wireAmount(taxFreeMinor, book.currency),
  ],
  ['수수료', ({ book, feeMinor }) => wireAmount(feeMinor, book.currency)],
  ['수수료부가세', ({ book, feeVatMinor }) => wireAmount(feeVatMinor, book.currency)],
  ['거래일', ({ transactionDay }) => transactionDay],
  ['정산일', ({ settlementDay }) => settlementDay],
]

/**
 * Settlement books of every PG, made from its ledger, so that a new simulator has them for nothing:
 *
 *   GET  /<pg>/naru/settlements?mid=&date=      pages of JSON, for PGs without a public settlement API
 *   GET  /control/<pg>/settlements.csv?mid=&date=   the same as a file for the console's upload
 *   POST /control/<pg>/settlement-slips         wrong books, for one movement
 *   DELETE /control/<pg>/settlement-slips
 */
export function addSettlementRoutes(app: FastifyInstance, simulator: Simulator, desk: SettlementDesk): void {
  const { id } = simulator

  app.get(`/${id}/naru/settlements`, (request, reply) => {
    const asked = askedOf(request)
    if (asked === undefined)
      return refuse(reply, 400, 'INVALID_REQUEST', 'mid 와 date(YYYY-MM-DD)를 보내세요.')
    if (!isSigned(simulator, asked, request.headers.authorization))
      return refuse(reply, 401, 'UNAUTHORIZED', '상점아이디 또는 키가 올바르지 않습니다.')
    const all = settledOn(simulator.ledger(), desk, asked.mid, asked.date)
    const from = Number(asked.cursor ?? 0) || 0
    const end = from + pageSize
    send(
      reply,
      json(200, {
        lines: all.slice(from, end).map(lineOf),
        ...(end < all.length ? { next: String(end) } : {}),
      }),
    )
    return reply
  })

  app.get(`/control/${id}/settlements.csv`, (request, reply) => {
    const asked = askedOf(request)
    if (asked === undefined)
      return refuse(reply, 400, 'INVALID_REQUEST', 'mid 와 date(YYYY-MM-DD)를 보내세요.')
    const all = settledOn(simulator.ledger(), desk, asked.mid, asked.date)
    const rows = all.map((movement) => columns.map(([, read]) => read(movement) ?? ''))
    const sum = all.reduce(
      (total, { kind, amountMinor }) => total + (kind === 'APPROVAL' ? amountMinor : -amountMinor),
      0,
    )
    const lines = [columns.map(([name]) => name), ...rows, ['합계', all.length, sum]]
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${id}-${asked.date}.csv"`)
      .send(`\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`)
    return reply
  })

  app.post(`/control/${id}/settlement-slips`, (request, reply) => {
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '')
    const body = recordOf(isJson ? parseJson(bytesOf(request.body)) : undefined)
    const orderId = textOf(body['orderId'])
    if (orderId === undefined) return refuse(reply, 400, 'INVALID_BODY', 'orderId 가 없습니다.')
    const number = (name: 'addAmountMinor' | 'addFeeMinor' | 'shiftDays') => {
      const value = numberOf(body[name])
      return value === undefined ? {} : { [name]: Math.trunc(value) }
    }
    desk.add({
      orderId,
      kind: body['kind'] === 'CANCEL' ? 'CANCEL' : 'APPROVAL',
      drop: body['drop'] === true,
      ...number('addAmountMinor'),
      ...number('addFeeMinor'),
      ...number('shiftDays'),
    })
    send(reply, json(200, {}))
    return reply
  })

  app.delete(`/control/${id}/settlement-slips`, (_request, reply) => {
    desk.clear()
    send(reply, json(200, {}))
    return reply
  })
}

function lineOf(movement: SettledMovement) {
  const { book, kind, lineId } = movement
  return {
    lineId,
    kind,
    pgTxId: book.pgTxId,
    orderId: book.orderId,
    ...(kind === 'CANCEL' ? { cancelId: lineId } : {}),
    method: book.payMethod,
    currency: book.currency,
    amountMinor: movement.amountMinor,
    ...(movement.taxFreeMinor === undefined ? {} : { taxFreeMinor: movement.taxFreeMinor }),
    feeMinor: movement.feeMinor,
    feeVatMinor: movement.feeVatMinor,
    transactionDay: movement.transactionDay,
    settlementDay: movement.settlementDay,
  }
}

interface Asked {
  readonly mid: string
  readonly date: string
  readonly cursor: string | undefined
}

function askedOf(request: FastifyRequest): Asked | undefined {
  const query = recordOf(request.query)
  const mid = textOf(query['mid'])
  const date = textOf(query['date'])
  if (mid === undefined || date === undefined || !dayForm.test(date)) return undefined
  return { mid, date, cursor: textOf(query['cursor']) }
}

/**
 * `Naru <key names, comma separated>:<hex>`: SHA-256 over MID, day and the values of those keys. Another merchant's
 * books open to nobody who has only the MID.
 */
function isSigned(simulator: Simulator, { mid, date }: Asked, header: string | undefined): boolean {
  const [, names = '', digest = ''] = /^Naru ([^:]*):([0-9a-f]{64})$/.exec(header ?? '') ?? []
  const known = simulator.merchants().find((merchant) => merchant.mid === mid)?.credentials
  if (known === undefined) return false
  const keys = names.split(',').filter((name) => name !== '')
  const secrets = Object.keys(known).filter((key) => known[key] !== mid)
  if (secrets.length > 0 && !keys.some((key) => secrets.includes(key))) return false
  const text = [mid, date, ...keys.map((key) => `${key}=${known[key] ?? ''}`)].join('\n')
  return createHash('sha256').update(text).digest('hex') === digest
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  send(reply, json(status, { code, message }))
  return reply
}

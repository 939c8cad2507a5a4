import type { FastifyInstance } from 'fastify'
import type { Fields } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { numberOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import { html } from '../window/html.ts'
import { sendOver } from '../window/ending-pages.ts'
import { sendPage } from '../window/shell.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { iniApiHash, sameText } from './hashes.ts'
import type { ApiAnswer } from './iniapi-refund.ts'

/**
 * Partners' lines on the sales slip, as this simulator invents them: the PG's own call is in no public document. Together
 * they are no more than was paid, and they come once.
 */
export function addStoreReceipts(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { type = '', timestamp = '', clientIp = '', mid = '', tid = '', stores = '' } = form
  const key = books.credential(mid, 'iniApiKey')
  if (key === '') return 'SIM401'
  if (!sameText(form['hashData'], iniApiHash([key, type, timestamp, clientIp, mid, tid, stores])))
    return 'SIM402'
  const order = books.ofTid(tid)
  if (order === undefined || order.mid !== mid) return 'SIM404'
  if (order.state !== 'APPROVED' && order.state !== 'PART_CANCELLED') return 'SIM404'
  if (order.stores !== undefined) return 'SIM409'
  const given = parseJson(Buffer.from(stores, 'utf8'))
  const lines = (Array.isArray(given) ? given : []).map(recordOf)
  const isWhole = lines.every(
    (line) => /^\d{10}$/.test(textOf(line['bizNo']) ?? '') && (textOf(line['name']) ?? '') !== '',
  )
  const total = lines.reduce((sum, line) => sum + (numberOf(line['price']) ?? NaN), 0)
  if (lines.length === 0 || !isWhole || !(total > 0) || total > order.amountMinor) return 'ER0102'
  books.sessions.put({
    ...order,
    stores: lines.map((line) => ({ name: textOf(line['name']) ?? '', price: numberOf(line['price']) ?? 0 })),
  })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    receiptUrl: `${books.surroundings.publicOrigin}/inicis/receipt/${tid}`,
  }
}

/** The slip itself, as far as it names the partners. */
export function addSlipRoute(app: FastifyInstance, books: InicisBooks): void {
  app.get<{ Params: { tid: string } }>('/inicis/receipt/:tid', (request, reply) => {
    const order = books.ofTid(request.params.tid)
    const heading = 'KG이니시스 매출전표'
    if (order?.stores === undefined) sendOver(reply, { lang: 'ko', heading })
    else
      sendPage(reply, {
        lang: 'ko',
        title: heading,
        heading,
        badge: '시뮬레이터',
        body: html`<section class="summary">
          <p class="sum">${amountText(order.amountMinor, 'KRW', 'ko')}</p>
          <dl>
            <dt>주문</dt>
            <dd>${order.goodName}</dd>
            ${order.stores.map(
              ({ name, price }) =>
                html`<dt>${name}</dt>
                  <dd>${amountText(price, 'KRW', 'ko')}</dd>`,
            )}
          </dl>
        </section>`,
      })
    return reply
  })
}

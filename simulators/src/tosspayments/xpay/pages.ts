import type { FastifyInstance } from 'fastify'
import { encodeText, readForm } from '../../desk/form.ts'
import type { Fields } from '../../desk/form.ts'
import { balanceOf } from '../../desk/ledger.ts'
import { amountText } from '../../desk/money.ts'
import { bytesOf } from '../../desk/read-json.ts'
import { offsetTime } from '../../desk/seoul-time.ts'
import { sendOver } from '../../window/ending-pages.ts'
import { html, langOf } from '../../window/html.ts'
import { sendPage } from '../../window/shell.ts'
import { say } from '../../window/words.ts'
import type { XpayBooks } from './books.ts'
import { field, md5, same } from './caller.ts'
import { heading } from './window-routes.ts'

/** Pages beside the gateway: deliveries of escrow orders, and sales slips. */
export function addPages(app: FastifyInstance, books: XpayBooks): void {
  app.post('/tosspayments/pg/wmp/mertadmin/jsp/escrow/rcvdlvinfo.jsp', (request, reply) => {
    const told = registerDelivery(books, readForm(bytesOf(request.body), 'euc-kr'))
    return reply
      .header('content-type', 'text/html; charset=euc-kr')
      .send(Buffer.from(encodeText(`${told}\r\n`, 'euc-kr')))
  })

  app.get<{ Querystring: Record<string, string> }>(
    '/tosspayments/pg/wmp/etc/jsp/Receipt_Link.jsp',
    (request, reply) => {
      const lang = langOf(request.query, request.headers['accept-language'])
      const { mertid = '', tid = '', authdata = '' } = request.query
      const order = books.of(tid)
      const right = md5([mertid, tid, books.mertKey(mertid) ?? ''])
      if (order?.wireMid !== mertid || !same(authdata, right)) {
        sendOver(reply, { lang, heading: heading(lang) })
        return reply
      }
      const money = (minor: number) => amountText(minor, 'KRW', lang)
      sendPage(reply, {
        lang,
        title: say(lang, 'receipt'),
        heading: heading(lang),
        badge: say(lang, 'badge'),
        body: html`<section class="summary">
          <h1>${say(lang, 'receipt')}</h1>
          <p class="sum">${money(order.amountMinor)}</p>
          <dl>
            <dt>${say(lang, 'order')}</dt>
            <dd>${order.productInfo}</dd>
            <dt>${say(lang, 'orderNumber')}</dt>
            <dd class="code">${order.oid}</dd>
            <dt>${say(lang, 'status')}</dt>
            <dd>${order.state} · ${offsetTime(new Date(order.approvedAt ?? order.openedAt))}</dd>
            <dt>${say(lang, 'balance')}</dt>
            <dd>${money(balanceOf(order.entries).balanceMinor)}</dd>
          </dl>
          <p class="quiet">${say(lang, 'safe')}</p>
        </section>`,
      })
      return reply
    },
  )
}

/** `OK`, or a sentence. */
function registerDelivery(books: XpayBooks, form: Fields): string {
  const mid = field(form, 'mid')
  const order = books.ofOid(field(form, 'oid'))
  const signed = ['mid', 'oid', 'dlvdate', 'dlvcompcode', 'dlvno'].map((name) => field(form, name))
  if (!same(field(form, 'hashdata'), md5([...signed, books.mertKey(mid) ?? '']))) return 'hashdata 오류'
  if (order === undefined || order.wireMid !== mid) return '원거래가 없습니다.'
  if (!order.isEscrow) return '에스크로 거래가 아닙니다.'
  const isWhole =
    field(form, 'dlvtype') === '03' &&
    /^\d{12}$/.test(field(form, 'dlvdate')) &&
    /^[A-Z]{2}$/.test(field(form, 'dlvcompcode')) &&
    /^\S+$/.test(field(form, 'dlvno'))
  if (!isWhole) return '필수 항목이 누락되었습니다.'
  books.sessions.put({ ...order, delivery: field(form, 'dlvno') })
  return 'OK'
}

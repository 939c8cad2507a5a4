import type { FastifyInstance } from 'fastify'
import { html } from '../window/html.ts'
import type { Html, Lang } from '../window/html.ts'
import { langOf } from '../window/html.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import { operations } from './faults.ts'
import type { OrderBook } from './ledger.ts'
import { amountText } from './money.ts'
import type { Simulator } from './simulator.ts'

const SHOWN = 50

/** `GET /` and `GET /control/desk`: the latest orders of every PG, with the buttons a person needs most. */
export function addDeskPage(app: FastifyInstance, simulators: readonly Simulator[]): void {
  for (const path of ['/', '/control/desk'])
    app.get(path, (request, reply) => {
      const lang = langOf(request.query, request.headers['accept-language'])
      const title = lang === 'ko' ? 'PG 모의 장치' : 'PG simulators'
      sendPage(reply, {
        lang,
        title,
        heading: title,
        badge: say(lang, 'badge'),
        scripts: ['/assets/desk.js'],
        wide: true,
        body: html`<p id="said" role="status" aria-live="polite"></p>
          <p class="quiet">
            ${say(lang, 'safe')} <a href="?lang=${lang === 'ko' ? 'en' : 'ko'}">${say(lang, 'language')}</a>
          </p>
          ${simulators.map((simulator) => section(simulator, lang))}`,
      })
      return reply
    })
}

function section(simulator: Simulator, lang: Lang): Html {
  const orders = simulator.ledger().slice(-SHOWN).reverse()
  const waiting = simulator.faults.waiting().length
  const empty =
    lang === 'ko'
      ? '아직 주문이 없습니다. 상점에서 결제를 시작하면 여기에 나타납니다.'
      : 'No orders yet. Start a payment in a shop.'
  const nextCalls = lang === 'ko' ? '다음 호출의 장애' : 'Fault of the next call'
  const off = lang === 'ko' ? `장애 모두 끄기 (${waiting})` : `All faults off (${waiting})`
  return html`<section aria-label="${simulator.id}">
    <h2>${lang === 'ko' ? simulator.nameKo : simulator.nameEn}</h2>
    <p class="quiet">${nextCalls}</p>
    <div class="tools">
      ${faultForm(simulator, `/control/${simulator.id}/faults`, lang)}
      <form data-method="DELETE" data-reload="1" data-done="OK" action="/control/${simulator.id}/faults">
        <button>${off}</button>
      </form>
    </div>
    ${orders.length === 0 ? html`<p class="empty">${empty}</p>` : html`<div class="orders">${orders.map((order) => card(simulator, order, lang))}</div>`}
  </section>`
}

function card(simulator: Simulator, order: OrderBook, lang: Lang): Html {
  const base = `/control/${simulator.id}/orders/${encodeURIComponent(order.orderId)}`
  const money = (minor: number) => amountText(minor, order.currency, lang)
  const deposit = lang === 'ko' ? '입금하기' : 'Deposit'
  const forged = lang === 'ko' ? '위조 통지 보내기' : 'Send a forged notice'
  const balance = lang === 'ko' ? '잔액' : 'Balance'
  return html`<article class="order">
    <div class="head"><span>${order.orderName}</span><strong>${money(order.amountMinor)}</strong></div>
    <div class="head">
      <span class="code">${order.orderId}</span><span class="status">${order.status}</span>
    </div>
    <p class="quiet">${order.payMethod} · ${order.mid} · ${balance} ${money(order.balanceMinor)}</p>
    ${order.virtualAccount === undefined ? html`` : html`<p class="quiet code">${order.virtualAccount.bankCode} ${order.virtualAccount.accountNumber}</p>`}
    <ul class="entries">
      ${order.entries.map((entry) => html`<li>${entry.kind} ${money(entry.amountMinor)} · ${entry.at}</li>`)}
    </ul>
    <div class="tools">
      ${
        order.virtualAccount === undefined
          ? html``
          : html`<form
                data-method="POST"
                data-body="{}"
                data-reload="1"
                data-done="OK"
                action="${base}/deposit"
              >
                <button>${deposit}</button>
              </form>
              <form
                data-method="POST"
                data-body='{"tamper":"secret"}'
                data-done="${forged} OK"
                action="${base}/deposit"
              >
                <button>${forged}</button>
              </form>`
      }
      ${faultForm(simulator, `${base}/faults`, lang)}
    </div>
  </article>`
}

function faultForm(simulator: Simulator, action: string, lang: Lang): Html {
  const order = lang === 'ko' ? '장애 예약' : 'Order fault'
  const done = lang === 'ko' ? '장애를 예약했습니다.' : 'The fault is ordered.'
  const choose = (name: string, label: string, values: readonly string[]) =>
    html`<select name="${name}" aria-label="${label}">
      ${values.map((value) => html`<option>${value}</option>`)}
    </select>`
  return html`<form class="tools" data-method="POST" data-body="{}" data-done="${done}" action="${action}">
    ${choose('operation', lang === 'ko' ? '호출' : 'Call', operations)}${choose('fault', lang === 'ko' ? '장애' : 'Fault', simulator.possibleFaults)}<button>
      ${order}
    </button>
  </form>`
}

import type { FastifyInstance } from 'fastify'
import { html, langOf, nothing } from '../window/html.ts'
import type { Html, Lang } from '../window/html.ts'
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
  const balance = lang === 'ko' ? '잔액' : 'Balance'
  return html`<article class="order">
    <div class="head"><span>${order.orderName}</span><strong>${money(order.amountMinor)}</strong></div>
    <div class="head">
      <span class="code">${order.orderId}</span><span class="status">${order.status}</span>
    </div>
    <p class="quiet">${order.payMethod} · ${order.mid} · ${balance} ${money(order.balanceMinor)}</p>
    ${order.virtualAccount === undefined ? nothing : html`<p class="quiet code">${order.virtualAccount.bankCode} ${order.virtualAccount.accountNumber}</p>`}
    <ul class="entries">
      ${order.entries.map((entry) => html`<li>${entry.kind} ${money(entry.amountMinor)} · ${entry.at}</li>`)}
    </ul>
    ${depositTools(order, base, lang)}
    <details>
      <summary>${lang === 'ko' ? '장애 예약' : 'Order a fault'}</summary>
      <div class="tools">${faultForm(simulator, `${base}/faults`, lang)}</div>
    </details>
  </article>`
}

/** Money for an account that still waits for it, and a notice that nobody should believe. */
function depositTools(order: OrderBook, base: string, lang: Lang): Html {
  const isWaiting = order.virtualAccount !== undefined && order.entries.at(-1)?.kind === 'account-issued'
  if (!isWaiting) return nothing
  const deposit = lang === 'ko' ? '입금하기' : 'Deposit'
  const forged = lang === 'ko' ? '위조 통지 보내기' : 'Send a forged notice'
  const sent = lang === 'ko' ? '위조 통지를 보냈습니다.' : 'The forged notice was sent.'
  return html`<div class="tools">
    <form data-method="POST" data-body="{}" data-reload="1" data-done="OK" action="${base}/deposit">
      <button>${deposit}</button>
    </form>
    <form data-method="POST" data-body='{"tamper":"secret"}' data-done="${sent}" action="${base}/deposit">
      <button>${forged}</button>
    </form>
  </div>`
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

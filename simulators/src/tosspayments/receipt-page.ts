import type { FastifyReply } from 'fastify'
import { balanceOf } from '../desk/ledger.ts'
import { amountText } from '../desk/money.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import { html } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'

/** What `receipt.url` of a payment leads to. */
export function sendReceipt(reply: FastifyReply, payment: TossPayment, now: Date, lang: Lang): void {
  const money = (minor: number) => amountText(minor, payment.currency, lang)
  sendPage(reply, {
    lang,
    title: say(lang, 'receipt'),
    heading: lang === 'ko' ? '토스페이먼츠' : 'TossPayments',
    badge: say(lang, 'badge'),
    body: html`<section class="summary">
      <h1>${say(lang, 'receipt')}</h1>
      <p class="sum">${money(payment.amountMinor)}</p>
      <dl>
        <dt>${say(lang, 'order')}</dt>
        <dd>${payment.orderName}</dd>
        <dt>${say(lang, 'orderNumber')}</dt>
        <dd class="code">${payment.orderId}</dd>
        <dt>${say(lang, 'status')}</dt>
        <dd>
          ${statusAt(payment, now)} · ${offsetTime(new Date(payment.approvedAt ?? payment.requestedAt))}
        </dd>
        <dt>${say(lang, 'balance')}</dt>
        <dd>${money(balanceOf(payment.entries).balanceMinor)}</dd>
      </dl>
      <p class="quiet">${say(lang, 'safe')}</p>
    </section>`,
  })
}

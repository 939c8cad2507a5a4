import { productById } from '../catalogue.ts'
import type { ShopConfig } from '../config.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Language } from '../language.ts'
import type { Order } from '../order.ts'
import { cancellable, payable } from '../order.ts'
import { refundBanks } from '../pay-choices.ts'
import { methodWords, money, statusWords, words } from '../words.ts'
import { speech } from './order-form.ts'

export function orderTitle(order: Order, language: Language): string {
  const product = productById(order.productId)
  const name = (language === 'ko' ? product?.ko : product?.en) ?? order.productId
  return order.quantity > 1 ? `${name} × ${order.quantity}` : name
}

/** One order: how it stands, and what can be done with it. `notice` is the payment window's own last sentence. */
export function orderPage(
  order: Order,
  config: ShopConfig,
  language: Language,
  notice: string | undefined,
): Html {
  const say = words[language]
  const channel = config.channels.find(({ channelKey }) => channelKey === order.channelKey)
  const row = (term: string, value: Html | string): Html =>
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`
  return html`<h1>${say.order}</h1>
    <div class="columns" id="order" data-order="${order.id}">
      <section class="sheet">
        <p class="state">
          <strong class="status" data-status="${order.status}">${statusWords[language][order.status]}</strong>
        </p>
        ${order.status === 'FAILED' || order.status === 'WAITING' ? reasonLine(notice ?? order.reason) : undefined}
        <dl>
          ${row(say.order, orderTitle(order, language))}
          ${row(say.amount, money(order.totalAmount, order.currency, language))}
          ${order.cancelledAmount > 0 ? row(say.cancelled, money(order.cancelledAmount, order.currency, language)) : undefined}
          ${
            order.cancelledAmount > 0 && cancellable(order) > 0
              ? row(say.left, money(cancellable(order), order.currency, language))
              : undefined
          }
          ${row(say.payMethod, `${channel?.name ?? ''} · ${methodWords[language][order.payMethod] ?? order.payMethod}`)}
          ${order.account === undefined ? undefined : row(say.account, `${order.account.bank} ${order.account.number}`)}
          ${order.account?.expiresAt === undefined ? undefined : row(say.until, seoulTime(order.account.expiresAt))}
          ${row(say.orderNumber, html`<code>${order.id}</code>`)}
        </dl>
        ${
          order.receiptUrl !== undefined && /^https?:\/\//.test(order.receiptUrl)
            ? html`<p><a href="${order.receiptUrl}" rel="noopener" target="_blank">${say.receipt}</a></p>`
            : undefined
        }
        ${payable(order) ? wayToPay(order, language) : undefined} ${speech(language)}
        <p class="live">${say.live}</p>
      </section>
      ${cancellable(order) > 0 ? cancelForm(order, language) : undefined}
    </div>`
}

/** PayPal is paid by its own button, which the payment script draws into the container; everything else in a window. */
function wayToPay(order: Order, language: Language): Html {
  return order.payMethod === 'PAYPAL'
    ? html`<div class="portone-ui-container" data-portone-ui-type="PAYPAL_SPB"></div>`
    : html`<button class="button wide" type="button" id="pay-again" disabled>
        ${words[language].payAgain}
      </button>`
}

function reasonLine(reason: string | undefined): Html | undefined {
  return reason === undefined || reason === '' ? undefined : html`<p class="reason">${reason}</p>`
}

function cancelForm(order: Order, language: Language): Html {
  const say = words[language]
  return html`<section class="sheet">
    <h2>${say.cancelTitle}</h2>
    <form id="cancel-form">
      <label
        >${order.currency === 'USD' ? say.cancelCents : say.cancelAmount}<input
          name="amount"
          type="number"
          min="1"
          max="${cancellable(order)}"
          placeholder="${money(cancellable(order), order.currency, language)}"
          inputmode="numeric"
      /></label>
      <label
        >${say.cancelReason}<input name="reason" value="${say.reasonDefault}" maxlength="80" required
      /></label>
      ${
        order.payMethod === 'VIRTUAL_ACCOUNT'
          ? html`<label
                >${say.refundBank}<select name="refundBank">
                  ${refundBanks.map(([code, name]) => html`<option value="${code}">${name}</option>`)}
                </select></label
              >
              <label>${say.refundNumber}<input name="refundNumber" required inputmode="numeric" /></label>
              <label
                >${say.refundHolder}<input name="refundHolder" value="${order.buyer.fullName}" required
              /></label>`
          : undefined
      }
      <button class="button plain wide" type="submit" disabled>${say.cancelButton}</button>
    </form>
  </section>`
}

/** `2026-01-05 23:59`, Korean time: every deadline of a Korean bank is. */
function seoulTime(instant: string): string {
  const time = Date.parse(instant)
  if (Number.isNaN(time)) return instant
  return new Date(time + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

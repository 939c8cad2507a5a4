import { products } from '../catalogue.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Language } from '../language.ts'
import type { Order } from '../order.ts'
import { money, statusWords, won, words } from '../words.ts'
import { orderTitle } from './order-page.ts'

export function productList(language: Language, recent: readonly Order[]): Html {
  const say = words[language]
  return html`<section class="hero">
      <h1>${say.shop}</h1>
      <p>${say.tagline}</p>
    </section>
    <h2>${say.products}</h2>
    <ul class="goods">
      ${products.map(
        (product) =>
          html`<li>
            <img src="/assets/${product.id}.svg" alt="" />
            <div>
              <h3>${language === 'ko' ? product.ko : product.en}</h3>
              <p>${language === 'ko' ? product.noteKo : product.noteEn}</p>
              <p class="price">${won(product.price, language)}</p>
              <a class="button" href="/order?product=${product.id}">${say.buy}</a>
            </div>
          </li>`,
      )}
    </ul>
    ${recent.length === 0 ? undefined : recentOrders(language, recent)}`
}

function recentOrders(language: Language, recent: readonly Order[]): Html {
  return html`<h2>${words[language].recent}</h2>
    <ul class="recent">
      ${recent.map(
        (order) =>
          html`<li>
            <a href="/orders/${order.id}">
              <span>${orderTitle(order, language)}</span>
              <span>${money(order.totalAmount, order.currency, language)}</span>
              <strong class="status" data-status="${order.status}"
                >${statusWords[language][order.status]}</strong
              >
            </a>
          </li>`,
      )}
    </ul>`
}

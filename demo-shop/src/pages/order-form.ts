import type { Product } from '../catalogue.ts'
import type { ShopConfig } from '../config.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Language } from '../language.ts'
import { currencyOf, methodsOf, payMethods, windowTypes } from '../pay-choices.ts'
import { methodWords, windowWords, won, words } from '../words.ts'

/**
 * The order form; the buyer's fields are filled in, because some PGs (Inicis) refuse a payment without them. The page's
 * script opens the button: pressed before, the browser itself would send the form and put the buyer into an address.
 */
export function orderForm(product: Product, config: ShopConfig, language: Language): Html {
  const say = words[language]
  return html`<h1>${say.orderForm}</h1>
    <form
      id="order-form"
      class="columns"
      data-product="${product.id}"
      data-price="${product.price}"
      data-price-usd-cents="${product.priceUsdCents}"
    >
      <section class="sheet">
        <div class="chosen">
          <img src="/assets/${product.id}.svg" alt="" />
          <div>
            <h2>${language === 'ko' ? product.ko : product.en}</h2>
            <p class="price">${won(product.price, language)}</p>
          </div>
        </div>
        <label
          >${say.quantity}<input
            name="quantity"
            type="number"
            min="1"
            max="99"
            value="1"
            required
            inputmode="numeric"
        /></label>
        <h2>${say.buyer}</h2>
        <label
          >${say.fullName}<input name="fullName" value="홍길동" maxlength="30" required autocomplete="name"
        /></label>
        <label
          >${say.phoneNumber}<input
            name="phoneNumber"
            value="010-1234-5678"
            required
            type="tel"
            autocomplete="tel"
        /></label>
        <label
          >${say.email}<input
            name="email"
            value="buyer@example.com"
            required
            type="email"
            autocomplete="email"
        /></label>
      </section>
      <section class="sheet">
        <h2>${say.payment}</h2>
        <label
          >${say.channel}<select name="channelKey" required>
            ${config.channels.map(
              ({ channelKey, name, mode, pg }) =>
                html`<option
                  value="${channelKey}"
                  data-methods="${methodsOf(pg).join(' ')}"
                  data-currency="${currencyOf(pg)}"
                >
                  ${name}${mode === 'TEST' ? ` (${say.mode})` : ''}
                </option>`,
            )}
          </select></label
        >
        <label
          >${say.payMethod}<select name="payMethod" required>
            ${payMethods.map(
              (method) => html`<option value="${method}">${methodWords[language][method] ?? method}</option>`,
            )}
          </select></label
        >
        <label
          >${say.windowType}<select name="windowType">
            ${windowTypes.map((type) => html`<option value="${type}">${windowWords[language][type] ?? type}</option>`)}
          </select></label
        >
        <p class="total">
          <span>${say.total}</span><output id="total">${won(product.price, language)}</output>
        </p>
        <button class="button wide" type="submit" disabled>${say.pay}</button>
        ${speech(language)}
      </section>
    </form>`
}

/** Where the page's script says what happens, with the sentences that it needs. */
export function speech(language: Language): Html {
  const say = words[language]
  return html`<p
    id="speech"
    role="status"
    data-language="${language}"
    data-working="${say.working}"
    data-checking="${say.checking}"
    data-no-script="${say.noScript}"
    data-failed="${say.failed}"
  ></p>`
}

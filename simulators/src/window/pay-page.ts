import { html, nothing } from './html.ts'
import type { Html, PageLang } from './html.ts'
import { nameIn, say } from './words.ts'
import type { Named } from './words.ts'

/** What a method asks of the buyer. */
export type MethodForm =
  'card' | 'bank' | 'virtual-account' | 'wallet' | 'phone' | 'gift' | 'account' | 'store'

export interface MethodTab {
  /** In PortOne's words; posted as `payMethod`. */
  readonly payMethod: string
  readonly name: Named
  readonly form: MethodForm
}

export interface Choosable {
  readonly code: string
  readonly name: Named
}

export interface PayPage {
  readonly lang: PageLang
  readonly decideUrl: string
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly amountText: string
  /** On the button, where nothing is paid yet; a buyer who only registers is asked for no installments. */
  readonly action?: Named
  /** The first is chosen. */
  readonly tabs: readonly MethodTab[]
  readonly cards: readonly Choosable[]
  readonly banks: readonly Choosable[]
  readonly wallets: readonly Choosable[]
  readonly installmentMonths: readonly number[]
  readonly declineReasons: readonly Choosable[]
}

/** The buyer's page: what is paid on one side, how on the other. Works without a script. */
export function payPage(page: PayPage): Html {
  const { lang } = page
  return html`<div class="columns">
    <section class="summary" aria-label="${say(lang, 'order')}">
      <p class="sum">${page.amountText}</p>
      <dl>
        <dt>${say(lang, 'order')}</dt>
        <dd>${page.orderName}</dd>
        <dt>${say(lang, 'orderNumber')}</dt>
        <dd class="code">${page.orderId}</dd>
        <dt>${say(lang, 'merchant')}</dt>
        <dd class="code">${page.mid}</dd>
      </dl>
      <p class="quiet">${say(lang, 'safe')} ${otherLanguage(lang)}</p>
    </section>
    <form class="choices" method="post" action="${page.decideUrl}?lang=${lang}">
      <fieldset class="tabs">
        <legend>${say(lang, 'method')}</legend>
        ${page.tabs.map(
          (tab, index) =>
            html`<input
                type="radio"
                name="payMethod"
                id="tab${index}"
                value="${tab.payMethod}"
                ${index === 0 ? checked : nothing}
              /><label for="tab${index}">${nameIn(lang, tab.name)}</label>`,
        )}
        ${page.tabs.map((tab, index) => html`<div class="panel panel${index}">${panel(page, tab)}</div>`)}
      </fieldset>
      <button class="primary" name="decision" value="approve">
        ${
          page.action === undefined
            ? lang === 'en'
              ? `${say(lang, 'pay')} ${page.amountText}`
              : `${page.amountText} ${say(lang, 'pay')}`
            : nameIn(lang, page.action)
        }
      </button>
      <details>
        <summary>${say(lang, 'otherEndings')}</summary>
        <div class="field">
          <label for="reason">${say(lang, 'declineReason')}</label>
          <select id="reason" name="declineCode">
            ${options(page.declineReasons, lang)}
          </select>
        </div>
        <button name="decision" value="decline">${say(lang, 'decline')}</button>
        <button name="decision" value="vanish">${say(lang, 'vanish')}</button>
      </details>
      <button class="plain" name="decision" value="close">${say(lang, 'close')}</button>
    </form>
  </div>`
}

/** A Japanese window has no other. */
function otherLanguage(lang: PageLang): Html {
  if (lang === 'ja') return nothing
  return html`<a href="?lang=${lang === 'ko' ? 'en' : 'ko'}">${say(lang, 'language')}</a>`
}

const checked: Html = { markup: ' checked' }

function panel(page: PayPage, tab: MethodTab): Html {
  const { lang } = page
  const name = (field: string) => `${tab.payMethod}.${field}`
  const choice = (field: string, label: string, choices: readonly Choosable[]) =>
    html`<div class="field">
      <label for="${name(field)}">${label}</label
      ><select id="${name(field)}" name="${name(field)}">
        ${options(choices, lang)}
      </select>
    </div>`
  switch (tab.form) {
    case 'card':
      return html`${choice('cardCompany', say(lang, 'cardCompany'), page.cards)}
        <div class="field">
          <label for="number">${say(lang, 'cardNumber')}</label
          ><input
            id="number"
            name="${name('cardNumber')}"
            inputmode="numeric"
            autocomplete="off"
            maxlength="24"
            aria-describedby="number-help"
          />
          <p class="quiet" id="number-help">${say(lang, 'cardHelp')}</p>
        </div>
        ${
          page.action !== undefined
            ? nothing
            : choice(
                'installmentMonths',
                say(lang, 'installment'),
                page.installmentMonths.map((months) => {
                  const text = months === 0 ? say(lang, 'lumpSum') : `${months}${say(lang, 'months')}`
                  return { code: String(months), name: { ko: text, en: text, ja: text } }
                }),
              )
        }`
    case 'bank':
      return choice('bankCode', say(lang, 'bank'), page.banks)
    case 'virtual-account':
      return html`${choice('bankCode', say(lang, 'bank'), page.banks)}
        <p class="quiet">${say(lang, 'vaHelp')}</p>`
    case 'store':
      return html`${choice('bankCode', say(lang, 'store'), page.banks)}
        <p class="quiet">${say(lang, 'storeHelp')}</p>`
    case 'wallet':
      return choice('easyPayProvider', say(lang, 'wallet'), page.wallets)
    case 'phone':
      return html`<p class="quiet">${say(lang, 'phoneHelp')}</p>`
    case 'account':
      return html`<p class="quiet">${say(lang, 'accountHelp')}</p>`
    case 'gift':
      return html`<p class="quiet">${say(lang, 'giftHelp')}</p>`
  }
}

function options(choices: readonly Choosable[], lang: PageLang): readonly Html[] {
  return choices.map((choice) => html`<option value="${choice.code}">${nameIn(lang, choice.name)}</option>`)
}

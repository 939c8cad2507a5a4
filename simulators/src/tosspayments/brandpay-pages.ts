import { amountText } from '../desk/money.ts'
import { html, nothing } from '../window/html.ts'
import type { Html, Lang } from '../window/html.ts'
import type { Choosable } from '../window/pay-page.ts'
import { say } from '../window/words.ts'
import { nameOf, type BrandpayMember, type BrandpayMethod } from './brandpay-member.ts'
import { offeredMethods, type BrandpayVisit } from './brandpay-visit.ts'
import { banks, cards, declineReasons } from './codes.ts'
import type { TossPayment } from './payment.ts'

/** BrandPay's own words, Korean and English side by side. */
const words = {
  agreeTitle: ['브랜드페이 약관 동의', 'Terms of BrandPay'],
  agreeHelp: ['동의하면 이 상점의 간편결제 회원이 됩니다.', 'You become a member of this shop’s own wallet.'],
  agree: ['동의하고 계속', 'Agree and go on'],
  joining: ['회원 확인 중입니다', 'Making you a member'],
  goOn: ['계속', 'Go on'],
  registerTitle: ['결제수단 등록', 'Register a payment method'],
  kind: ['결제수단', 'Payment method'],
  card: ['카드', 'Card'],
  account: ['계좌', 'Account'],
  register: ['등록하기', 'Register'],
  password: ['결제 비밀번호 (숫자 6자리)', 'Payment password (6 digits)'],
  newPassword: ['새 결제 비밀번호 (숫자 6자리)', 'New payment password (6 digits)'],
  passwordTitle: ['결제 비밀번호 설정', 'Payment password'],
  save: ['저장하기', 'Save'],
  add: ['다른 결제수단 등록', 'Register another method'],
  settingsTitle: ['결제 관리', 'Payment settings'],
  remove: ['삭제', 'Remove'],
  done: ['완료', 'Done'],
  close: ['닫기', 'Close'],
  none: ['등록한 결제수단이 없습니다.', 'No payment method is registered.'],
} as const
const tell = (lang: Lang, word: keyof typeof words): string => words[word][lang === 'ko' ? 0 : 1]

export function heading(lang: Lang): string {
  return lang === 'ko' ? '브랜드페이' : 'BrandPay'
}

interface Step {
  readonly lang: Lang
  /** Where the step's form goes. */
  readonly action: string
  /** What was wrong with what the buyer entered. */
  readonly problem?: string | undefined
}

export function agreePage({ lang, action }: Step): Html {
  return frame(
    tell(lang, 'agreeTitle'),
    html`<p class="quiet">${tell(lang, 'agreeHelp')}</p>
      ${form(lang, action, html`<button class="primary" name="do" value="agree">${tell(lang, 'agree')}</button>`)}`,
  )
}

/** The browser visits the shop's redirect address in a frame of its own, and comes back here when that has answered. */
export function joiningPage(lang: Lang, redirectTo: string, next: string): Html {
  return html`<section class="notice" role="status">
    <h1>${tell(lang, 'joining')}</h1>
    <div id="joining" data-redirect="${redirectTo}" data-next="${next}"></div>
    <a class="button" href="${next}">${tell(lang, 'goOn')}</a>
  </section>`
}

export function registerPage({ lang, action, problem }: Step, member: BrandpayMember): Html {
  return frame(
    tell(lang, 'registerTitle'),
    form(
      lang,
      action,
      html`${alert(problem)}
        <fieldset class="tabs">
          <legend>${tell(lang, 'kind')}</legend>
          <input type="radio" name="kind" id="tab0" value="CARD" checked /><label for="tab0"
            >${tell(lang, 'card')}</label
          >
          <input type="radio" name="kind" id="tab1" value="ACCOUNT" /><label for="tab1"
            >${tell(lang, 'account')}</label
          >
          <div class="panel panel0">
            ${choice('issuer', say(lang, 'cardCompany'), cards, lang)}
            <div class="field">
              <label for="number">${say(lang, 'cardNumber')}</label
              ><input id="number" name="number" inputmode="numeric" autocomplete="off" maxlength="24" />
            </div>
          </div>
          <div class="panel panel1">${choice('bank', say(lang, 'bank'), banks, lang)}</div>
        </fieldset>
        ${member.passwordDigest === undefined ? password(lang, 'newPassword') : nothing}
        <button class="primary" name="do" value="register">${tell(lang, 'register')}</button>`,
    ),
  )
}

export function passwordPage({ lang, action, problem }: Step): Html {
  return frame(
    tell(lang, 'passwordTitle'),
    form(
      lang,
      action,
      html`${alert(problem)} ${password(lang, 'newPassword')}
        <button class="primary" name="do" value="save">${tell(lang, 'save')}</button>`,
    ),
  )
}

export function settingsPage({ lang, action }: Step, member: BrandpayMember): Html {
  const rows = member.methods.map(
    (method) =>
      html`<div class="field">
        <span>${label(method, lang)}</span>
        <button name="remove" value="${method.id}">${tell(lang, 'remove')}</button>
      </div>`,
  )
  return frame(
    tell(lang, 'settingsTitle'),
    form(
      lang,
      action,
      html`${rows.length === 0 ? html`<p class="quiet">${tell(lang, 'none')}</p>` : rows}
        <button name="do" value="add">${tell(lang, 'add')}</button>
        <button class="primary" name="do" value="done">${tell(lang, 'done')}</button>`,
    ),
  )
}

export function payPageOf(
  { lang, action, problem }: Step,
  {
    visit,
    member,
    payment,
  }: { readonly visit: BrandpayVisit; readonly member: BrandpayMember; readonly payment: TossPayment },
): Html {
  const amount = amountText(payment.amountMinor, payment.currency, lang)
  const methods = offeredMethods(member, visit)
  const selected = methods.find(({ id }) => id === member.selectedMethodId) ?? methods.at(-1)
  const mayDivide = visit.installmentMonths === undefined && payment.amountMinor >= 50_000
  return html`<div class="columns">
    <section class="summary" aria-label="${say(lang, 'order')}">
      <p class="sum">${amount}</p>
      <dl>
        <dt>${say(lang, 'order')}</dt>
        <dd>${payment.orderName}</dd>
        <dt>${say(lang, 'orderNumber')}</dt>
        <dd class="code">${payment.orderId}</dd>
        <dt>${say(lang, 'merchant')}</dt>
        <dd class="code">${payment.mid}</dd>
      </dl>
      <p class="quiet">
        ${say(lang, 'safe')} <a href="?lang=${lang === 'ko' ? 'en' : 'ko'}">${say(lang, 'language')}</a>
      </p>
    </section>
    ${form(
      lang,
      action,
      html`${alert(problem)}
        <fieldset class="tabs">
          <legend>${tell(lang, 'kind')}</legend>
          ${methods.map(
            (method, index) =>
              html`<input
                  type="radio"
                  name="methodId"
                  id="method${index}"
                  value="${method.id}"
                  ${method === selected ? checked : nothing}
                /><label for="method${index}">${label(method, lang)}</label>`,
          )}
        </fieldset>
        ${mayDivide ? installments(lang) : nothing} ${password(lang, 'password')}
        <button class="primary" name="do" value="pay">
          ${lang === 'ko' ? `${amount} ${say(lang, 'pay')}` : `${say(lang, 'pay')} ${amount}`}
        </button>
        <button name="do" value="add">${tell(lang, 'add')}</button>
        <details>
          <summary>${say(lang, 'otherEndings')}</summary>
          ${choice('declineCode', say(lang, 'declineReason'), declineReasons, lang)}
          <button name="do" value="decline">${say(lang, 'decline')}</button>
          <button name="do" value="vanish">${say(lang, 'vanish')}</button>
        </details>`,
      'choices',
    )}
  </div>`
}

/** The widget in the shop's page: which method will pay, and in how many months. */
export function widgetPage(
  lang: Lang,
  member: BrandpayMember,
  shown: readonly BrandpayMethod[],
  {
    methodId,
    amountMinor,
    origin,
  }: { readonly methodId: string | undefined; readonly amountMinor: number; readonly origin: string },
): Html {
  const wanted = methodId ?? member.selectedMethodId
  const selected = shown.find(({ id }) => id === wanted) ?? shown.at(-1)
  return html`<form id="widget" class="choices" data-origin="${origin}">
    <fieldset class="tabs">
      <legend>${tell(lang, 'kind')}</legend>
      ${shown.map(
        (method, index) =>
          html`<input
              type="radio"
              name="methodId"
              id="method${index}"
              value="${method.id}"
              ${method === selected ? checked : nothing}
            /><label for="method${index}">${label(method, lang)}</label>`,
      )}
    </fieldset>
    ${shown.length === 0 ? html`<p class="quiet">${tell(lang, 'none')}</p>` : nothing}
    ${shown.length > 0 && amountMinor >= 50_000 ? installments(lang) : nothing}
    <button type="button" id="add">${tell(lang, shown.length === 0 ? 'registerTitle' : 'add')}</button>
  </form>`
}

/** Tells the page that called, by the script beside it. */
export function resultPage(lang: Lang, origin: string, message: object): Html {
  return html`<section class="notice" role="status">
    <h1>${say(lang, 'returning')}</h1>
    <div id="brandpay-result" data-origin="${origin}" data-message="${JSON.stringify(message)}"></div>
  </section>`
}

const checked: Html = { markup: ' checked' }

function frame(title: string, body: Html): Html {
  return html`<section class="choices step">
    <h1>${title}</h1>
    ${body}
  </section>`
}

/** A card of its own beside the summary, or inside a step's card. */
function form(lang: Lang, action: string, body: Html, look: 'choices' | '' = ''): Html {
  return html`<form class="${look}" method="post" action="${action}?lang=${lang}">
    ${body}<button class="plain" name="do" value="close" formnovalidate>${tell(lang, 'close')}</button>
  </form>`
}

function alert(problem: string | undefined): Html {
  return problem === undefined ? nothing : html`<p role="alert">${problem}</p>`
}

function label(method: BrandpayMethod, lang: Lang): string {
  return `${nameOf(method, lang)} ${method.number}`
}

function password(lang: Lang, word: 'password' | 'newPassword'): Html {
  return html`<div class="field">
    <label for="password">${tell(lang, word)}</label
    ><input
      id="password"
      name="password"
      type="password"
      inputmode="numeric"
      autocomplete="off"
      maxlength="6"
    />
  </div>`
}

function installments(lang: Lang): Html {
  const months = [0, 2, 3, 6, 12].map((month) => {
    const name = month === 0 ? say(lang, 'lumpSum') : `${month}${say(lang, 'months')}`
    return { code: String(month), name: { ko: name, en: name } }
  })
  return choice('months', say(lang, 'installment'), months, lang)
}

function choice(name: string, text: string, choices: readonly Choosable[], lang: Lang): Html {
  return html`<div class="field">
    <label for="${name}">${text}</label
    ><select id="${name}" name="${name}">
      ${choices.map(({ code, name: { [lang]: shown } }) => html`<option value="${code}">${shown}</option>`)}
    </select>
  </div>`
}

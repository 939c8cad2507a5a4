import type { Fields } from '../desk/form.ts'
import { operators } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import type { BuyerChoice } from '../desk/simulator.ts'
import { isDecision } from './choice.ts'
import { html } from './html.ts'
import type { Html, Lang } from './html.ts'
import type { Choosable } from './pay-page.ts'
import { say } from './words.ts'

export interface IdentityPage {
  readonly lang: Lang
  readonly decideUrl: string
  readonly mid: string
  readonly serviceName: string
  /** What stands in the fields at first. */
  readonly person: SimulatedPerson
  /** Fields that the merchant locked. */
  readonly locked: readonly (keyof SimulatedPerson)[]
  /** Ways to prove it (인증 수단); empty: only one, unnamed. */
  readonly agencies: readonly Choosable[]
  readonly declineReasons: readonly Choosable[]
}

const words = {
  title: ['본인인증', 'Identity verification'],
  asks: ['인증을 요청한 서비스', 'Asked by'],
  agency: ['인증 수단', 'Verified by'],
  name: ['이름', 'Name'],
  birthDate: ['생년월일', 'Birth date'],
  gender: ['성별', 'Gender'],
  male: ['남', 'Male'],
  female: ['여', 'Female'],
  foreigner: ['내·외국인', 'Nationality'],
  local: ['내국인', 'Korean'],
  alien: ['외국인', 'Foreigner'],
  operator: ['통신사', 'Phone company'],
  phoneNumber: ['휴대폰 번호', 'Mobile number'],
  verify: ['인증하기', 'Verify'],
  nobody: [
    '누구의 정보도 조회하지 않습니다. 입력한 그대로 인증됩니다.',
    'Nobody is looked up: what you type is verified.',
  ],
} as const

/** The person's page. Works without a script. */
export function identityPage(page: IdentityPage): Html {
  const { lang, person } = page
  const word = (key: keyof typeof words): string => words[key][lang === 'ko' ? 0 : 1]
  const isLocked = (key: keyof SimulatedPerson) => (page.locked.includes(key) ? readonly : nothing)
  const field = (key: 'name' | 'birthDate' | 'phoneNumber', type: string, more: Html = nothing) =>
    html`<div class="field">
      <label for="${key}">${word(key)}</label
      ><input
        id="${key}"
        name="${key}"
        type="${type}"
        value="${person[key]}"
        required
        ${more}
        ${isLocked(key)}
      />
    </div>`
  const choice = (
    key: string,
    label: string,
    chosen: string,
    options: readonly (readonly [string, string])[],
  ) =>
    html`<div class="field">
      <label for="${key}">${label}</label
      ><select id="${key}" name="${key}">
        ${options.map(
          ([value, text]) =>
            html`<option value="${value}" ${value === chosen ? selected : nothing}>${text}</option>`,
        )}
      </select>
    </div>`
  return html`<div class="columns">
    <section class="summary" aria-label="${word('title')}">
      <dl>
        <dt>${word('asks')}</dt>
        <dd>${page.serviceName}</dd>
        <dt>${say(lang, 'merchant')}</dt>
        <dd class="code">${page.mid}</dd>
      </dl>
      <p class="quiet">
        ${word('nobody')} <a href="?lang=${lang === 'ko' ? 'en' : 'ko'}">${say(lang, 'language')}</a>
      </p>
    </section>
    <form class="choices" method="post" action="${page.decideUrl}?lang=${lang}">
      <h1>${word('title')}</h1>
      ${
        page.agencies.length === 0
          ? nothing
          : choice(
              'agency',
              word('agency'),
              '',
              page.agencies.map((agency) => [agency.code, agency.name[lang]] as const),
            )
      }
      ${field('name', 'text', autocompleteOff)} ${field('birthDate', 'date')}
      ${choice('gender', word('gender'), person.gender, [
        ['MALE', word('male')],
        ['FEMALE', word('female')],
      ])}
      ${choice('isForeigner', word('foreigner'), String(person.isForeigner), [
        ['false', word('local')],
        ['true', word('alien')],
      ])}
      ${choice(
        'operator',
        word('operator'),
        person.operator,
        operators.map((operator) => [operator, operator] as const),
      )}
      ${field('phoneNumber', 'tel', autocompleteOff)}
      <button class="primary" name="decision" value="approve">${word('verify')}</button>
      <details>
        <summary>${say(lang, 'otherEndings')}</summary>
        <div class="field">
          <label for="reason">${say(lang, 'declineReason')}</label>
          <select id="reason" name="declineCode">
            ${page.declineReasons.map(
              (reason) => html`<option value="${reason.code}">${reason.name[lang]}</option>`,
            )}
          </select>
        </div>
        <button name="decision" value="decline" formnovalidate>${say(lang, 'decline')}</button>
        <button name="decision" value="vanish" formnovalidate>${say(lang, 'vanish')}</button>
      </details>
      <button class="plain" name="decision" value="close" formnovalidate>${say(lang, 'close')}</button>
    </form>
  </div>`
}

const nothing: Html = { markup: '' }
const readonly: Html = { markup: ' readonly' }
const selected: Html = { markup: ' selected' }
const autocompleteOff: Html = { markup: ' autocomplete="off"' }

/** Reads that page's form. */
export function identityChoiceOf(form: Fields): BuyerChoice | undefined {
  const { decision, name, birthDate, gender, isForeigner, operator, phoneNumber, agency } = form
  if (!isDecision(decision)) return undefined
  return {
    decision,
    declineCode: decision === 'decline' ? form['declineCode'] : undefined,
    easyPayProvider: agency === '' ? undefined : agency,
    person: { name, birthDate, gender, isForeigner, operator, phoneNumber },
  }
}

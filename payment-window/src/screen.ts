import type { WindowView } from '@naru/server/wire/checkout'
import { amountText } from './amount-text.ts'
import { appRoot, button, element } from './element.ts'
import type { Language } from './language.ts'
import { textsFor } from './identity-texts.ts'
import type { Texts } from './texts.ts'

export interface Action {
  readonly label: string
  readonly look: 'solid' | 'plain'
  readonly press: () => void
}

export interface Notice {
  readonly mood: 'busy' | 'calm' | 'bad' | 'good'
  readonly sentence: string
  readonly hint?: string
  readonly actions?: readonly Action[]
}

/** The card that the buyer sees: what is bought from whom, and below it what is happening now. */
export interface Screen {
  show(notice: Notice): void
}

export interface ScreenOptions {
  readonly language: Language
  readonly view?: WindowView
  /** With it the card has a close button. */
  readonly onClose?: () => void
}

/** Draws the card once; afterwards only the notice changes, so a screen reader hears each change and no more. */
export function drawScreen({ language, view, onClose }: ScreenOptions): Screen {
  const words = textsFor(language, view?.purpose)
  document.documentElement.lang = language
  document.documentElement.classList.toggle('framed', window.parent !== window)
  const title = titleOf(words, view?.purpose)
  document.title = view === undefined ? title : `${title} · ${view.storeName}`

  const head = element('header', 'head', element('h1', 'title', title))
  if (onClose !== undefined) {
    const close = button('×', 'close', onClose)
    close.setAttribute('aria-label', words.close)
    head.append(close)
  }
  const notice = element('section', 'notice')
  const live = element('div', 'live')
  live.setAttribute('role', 'status')
  live.setAttribute('aria-live', 'polite')
  const actions = element('div', 'actions')
  notice.append(live, actions)

  const card = element('div', 'card')
  if (view?.mode === 'TEST') card.append(testBand(words.test, words.testMeaning))
  card.append(head)
  if (view !== undefined) card.append(summary(view, language))
  card.append(notice)
  appRoot().replaceChildren(card)

  return {
    show: ({ mood, sentence, hint, actions: offered = [] }) => {
      notice.dataset['mood'] = mood
      const mark = element('span', 'mark')
      mark.setAttribute('aria-hidden', 'true')
      live.replaceChildren(mark, element('p', 'sentence', sentence))
      if (hint !== undefined) live.append(element('p', 'hint', hint))
      actions.replaceChildren(
        ...offered.map(({ label, look, press }) => button(label, `action ${look}`, press)),
      )
      actions.querySelector('button')?.focus()
    },
  }
}

function titleOf(words: Texts, purpose: WindowView['purpose']): string {
  switch (purpose) {
    case 'ISSUE_BILLING_KEY':
      return words.registerTitle
    case 'ISSUE_BILLING_KEY_AND_PAY':
      return words.registerAndPayTitle
    case 'IDENTITY_VERIFICATION':
    case undefined:
      return words.title
  }
}

function testBand(label: string, meaning: string): HTMLElement {
  const band = element('p', 'test', element('strong', '', label), element('span', '', meaning))
  return band
}

function summary(view: WindowView, language: Language): HTMLElement {
  const words = textsFor(language, view.purpose)
  const carrier = language === 'ko' ? view.pg.nameKo : view.pg.nameEn
  const row = (className: string, term: string, value: string): HTMLElement =>
    element('div', className, element('dt', '', term), element('dd', '', value))
  if (view.purpose === 'IDENTITY_VERIFICATION')
    return element('dl', 'summary', row('', words.shop, view.storeName), row('', words.carrier, carrier))
  // Registering charges nothing; an amount is shown only where the shop wants one shown.
  const isFree = view.purpose === 'ISSUE_BILLING_KEY' && view.amount.totalMinor === 0
  return element(
    'dl',
    'summary',
    ...(isFree ? [] : [row('amount', words.amount, amountText(view.amount, language))]),
    row('', words.shop, view.storeName),
    row('', words.order, view.orderName),
    row('', words.carrier, carrier),
  )
}

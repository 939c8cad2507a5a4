import type { HostedPayBody, HostedView } from '@naru/server/wire/console-checkout-profile'
import { amountText } from './amount-text.ts'
import { appRoot, button, element } from './element.ts'
import { chooseLanguage, type Language } from './language.ts'
import { isAppAddress, isWebAddress } from './pay-address.ts'
import { methodName, sessionTexts } from './session-texts.ts'

/**
 * `GET /sessions/{id}`: the hosted checkout. Shows the order, asks what is still open, and goes to the payment window.
 * With a method chosen by the merchant and nothing left to ask it goes there at once.
 */
const language: Language = chooseLanguage(undefined, navigator.languages)
const words = sessionTexts[language]
const base = window.location.pathname.replace(/\/$/, '')

async function start(cameBack: boolean): Promise<void> {
  document.documentElement.lang = language
  document.title = words.title
  const answer = await ask<HostedView>('GET', 'view')
  if (answer.kind === 'lost') return notice('bad', words.lost)
  if (answer.kind !== 'answer') return notice('bad', words.offline, retryButton())
  const view = answer.body
  paint(view.colors)
  document.title = `${words.title} · ${view.storeName}`
  if (view.state === 'PAID') return showPaid(view)
  if (view.state === 'OVER') return notice('bad', words.over, element('p', 'hint', words.overText))
  const isComplete =
    view.agreements.length === 0 && view.customerName !== undefined && view.customerEmail !== undefined
  const preset = view.paymentMethod
  if (preset !== undefined && isComplete && view.failure === undefined && !cameBack) {
    notice('busy', words.opening)
    const problem = await pay({ paymentMethod: preset, agreed: true })
    if (problem !== undefined) showOrder({ ...view, failure: problem })
    return
  }
  showOrder(view)
}

/** The merchant's colours, which the server has checked to be colours and nothing else. */
function paint({ primary, primaryHover, primaryLight }: HostedView['colors']): void {
  const { style } = document.documentElement
  if (primary !== undefined) style.setProperty('--shop-primary', primary)
  if (primaryHover !== undefined) style.setProperty('--shop-hover', primaryHover)
  if (primaryLight !== undefined) style.setProperty('--shop-light', primaryLight)
}

function showOrder(view: HostedView): void {
  const card = element('div', 'hosted')
  if (view.mode === 'TEST') card.append(testBand())
  card.append(element('div', 'hosted-columns', orderPart(view), payPart(view)))
  appRoot().replaceChildren(card)
}

function testBand(): HTMLElement {
  return element('p', 'test', element('strong', '', words.test), element('span', '', words.testMeaning))
}

function orderPart(view: HostedView): HTMLElement {
  const part = element('section', 'hosted-order')
  if (view.orderImageUrl !== undefined) {
    const image = element('img', 'hosted-image')
    image.src = view.orderImageUrl
    image.alt = ''
    image.referrerPolicy = 'no-referrer'
    part.append(image)
  }
  part.append(
    element('p', 'hosted-shop', view.storeName),
    element('h1', '', view.orderName),
    element('p', 'hosted-total', amountText(view.amount, language)),
  )
  if (view.products.length > 0)
    part.append(
      element(
        'ul',
        'hosted-products',
        ...view.products.map((product) =>
          element(
            'li',
            '',
            element(
              'span',
              '',
              product.quantity === 1 ? product.name : `${product.name} × ${product.quantity}`,
            ),
            element(
              'span',
              '',
              amountText({ ...view.amount, totalMinor: product.unitPrice * product.quantity }, language),
            ),
          ),
        ),
      ),
    )
  return part
}

function payPart(view: HostedView): HTMLElement {
  const form = element('form', 'hosted-pay')
  form.noValidate = true
  const problem = element('p', 'hosted-problem')
  problem.setAttribute('role', 'alert')
  problem.hidden = view.failure === undefined
  problem.textContent =
    view.failure === undefined ? '' : `${words.failed} ${language === 'ko' ? view.failure : ''}`
  const name = field('customerName', words.name, 'text', 'name', view.customerName)
  const email = field('customerEmail', words.email, 'email', 'email', view.customerEmail)
  const methods = methodChoice(view)
  const agreements = agreementList(view)
  const submit = element('button', 'hosted-button', `${amountText(view.amount, language)} ${words.pay}`)
  submit.type = 'submit'

  const chosen = (): string | undefined =>
    form.querySelector<HTMLInputElement>('input[name="paymentMethod"]:checked')?.value
  const isReady = (): boolean =>
    chosen() !== undefined &&
    [...form.querySelectorAll<HTMLInputElement>('input[name="agreement"]')].every((box) => box.checked)
  const renew = (): void => {
    submit.disabled = !isReady()
  }
  form.addEventListener('change', renew)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const paymentMethod = chosen()
    if (paymentMethod === undefined || !isReady()) return
    const address = email.input.value.trim()
    const isBad = address !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)
    email.input.setAttribute('aria-invalid', String(isBad))
    if (isBad) {
      problem.hidden = false
      problem.textContent = words.badEmail
      email.input.focus()
      return
    }
    submit.disabled = true
    const customerName = name.input.value.trim()
    void pay({
      paymentMethod,
      agreed: true,
      ...(customerName === '' ? {} : { customerName }),
      ...(address === '' ? {} : { customerEmail: address }),
    }).then((fault) => {
      if (fault === undefined) return
      problem.hidden = false
      problem.textContent = fault
      renew()
    })
  })
  form.append(problem, name.element, email.element, methods, ...agreements, submit)
  renew()
  return form
}

function field(id: string, label: string, type: string, autocomplete: AutoFill, value: string | undefined) {
  const input = element('input', '')
  Object.assign(input, { id, name: id, type, autocomplete, value: value ?? '' })
  const caption = element('label', '', label)
  caption.htmlFor = id
  return { input, element: element('div', 'hosted-field', caption, input) }
}

function methodChoice(view: HostedView): HTMLElement {
  if (view.methods.length === 0) {
    const none = element('p', 'hosted-problem', words.noMethods)
    none.setAttribute('role', 'alert')
    return none
  }
  const group = element('fieldset', '', element('legend', '', words.methods))
  for (const method of view.methods) {
    const radio = element('input', '')
    Object.assign(radio, { type: 'radio', name: 'paymentMethod', value: method })
    radio.checked = method === view.paymentMethod || view.methods.length === 1
    group.append(element('label', 'hosted-choice', radio, methodName(words, method)))
  }
  return group
}

function agreementList(view: HostedView): readonly HTMLElement[] {
  if (view.agreements.length === 0) return []
  const group = element('fieldset', '', element('legend', '', words.agreements))
  view.agreements.forEach((agreement, index) => {
    const box = element('input', '')
    Object.assign(box, { type: 'checkbox', name: 'agreement', id: `agreement-${index}` })
    const caption = element('label', '', agreement.name)
    caption.htmlFor = box.id
    const link = element('a', '', words.read)
    if (isWebAddress(agreement.url)) link.href = agreement.url
    link.target = '_blank'
    link.rel = 'noreferrer noopener'
    link.setAttribute('aria-label', `${agreement.name} ${words.read}`)
    group.append(element('div', 'hosted-agree', box, caption, link))
  })
  return [group]
}

/** Undefined when the page leaves for the window; else what is wrong, for the buyer. */
async function pay(body: HostedPayBody): Promise<string | undefined> {
  const device = {
    platformType: /Mobi|Android|iPhone|iPad/i.test(navigator.userAgent) ? 'MOBILE' : 'PC',
  }
  const answer = await ask<{ readonly url: string }>('POST', 'pay', { ...body, device })
  if (answer.kind === 'unreachable') return words.offline
  if (answer.kind === 'lost') {
    window.location.reload()
    return undefined
  }
  if (answer.kind === 'refused') {
    if (answer.code === 'PaymentAlreadyPaid') {
      window.location.reload()
      return undefined
    }
    // The server's sentences are Korean or English.
    return language === 'ko' || language === 'en' ? answer.message : words.refused
  }
  window.location.href = answer.body.url
  return undefined
}

function showPaid(view: HostedView): void {
  const { returnUrl } = view
  const goOn =
    returnUrl !== undefined && (isWebAddress(returnUrl) || isAppAddress(returnUrl))
      ? button(words.goOn, 'action solid', () => window.location.assign(returnUrl))
      : undefined
  notice('good', words.paid, element('p', 'hint', words.paidText), ...(goOn === undefined ? [] : [goOn]))
}

function notice(mood: string, sentence: string, ...more: readonly Node[]): void {
  const mark = element('span', 'mark')
  mark.setAttribute('aria-hidden', 'true')
  const live = element('div', 'live', mark, element('p', 'sentence', sentence))
  live.setAttribute('role', 'status')
  const part = element('section', 'notice', live, ...more)
  part.dataset['mood'] = mood
  appRoot().replaceChildren(element('div', 'card', part))
}

function retryButton(): HTMLButtonElement {
  return button(words.retry, 'action solid', () => window.location.reload())
}

type Asked<T> =
  | { readonly kind: 'answer'; readonly body: T }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unreachable' }

async function ask<T>(method: 'GET' | 'POST', call: string, body?: object): Promise<Asked<T>> {
  try {
    const response = await fetch(`${base}/${call}`, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: { 'accept-language': language },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.ok) return { kind: 'answer', body: (await response.json()) as T }
    if (response.status === 404 && method === 'GET') return { kind: 'lost' }
    if (response.status === 410) return { kind: 'lost' }
    const { code = '', message = words.offline } = (await response.json()) as Partial<{
      readonly code: string
      readonly message: string
    }>
    return { kind: 'refused', code, message }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** A page that comes out of the back/forward cache must not leave again by itself. */
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void start(true)
})
const [entry] = performance.getEntriesByType('navigation')
void start(entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward')

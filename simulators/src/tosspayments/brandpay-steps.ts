import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fields } from '../desk/form.ts'
import { randomToken } from '../desk/random.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Html, Lang } from '../window/html.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { TossBooks } from './books.ts'
import {
  isPassword,
  memberOf,
  methodsView,
  passwordPattern,
  withMethod,
  withoutMethod,
  withPassword,
} from './brandpay-member.ts'
import {
  agreePage,
  heading,
  joiningPage,
  passwordPage,
  payPageOf,
  registerPage,
  resultPage,
  settingsPage,
} from './brandpay-pages.ts'
import {
  brandpayProblems,
  decline,
  offeredMethods,
  payWith,
  stepOf,
  successOf,
  type BrandpayProblem,
  type BrandpayVisit,
} from './brandpay-visit.ts'
import { declineReasons } from './codes.ts'

/** What BrandPay's own pages run. */
export const PAGE_SCRIPT = '/tosspayments/brandpay/page.js'

/** Shows the page that the visit is at. */
export function showStep(
  books: TossBooks,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: BrandpayVisit | undefined,
  wrong?: BrandpayProblem,
): void {
  const lang = langOf(request.query, request.headers['accept-language'])
  const step = visit === undefined ? 'over' : stepOf(books, visit)
  if (visit === undefined || step === 'over') return sendOver(reply, { lang, heading: heading(lang) })
  const member = memberOf(books, visit.mid, visit.customerKey)
  const page = {
    lang,
    action: addressOf(visit),
    problem: wrong === undefined ? undefined : brandpayProblems[wrong],
  }
  switch (step) {
    case 'agree':
      return send(request, reply, agreePage(page))
    case 'register':
      return send(request, reply, registerPage(page, member))
    case 'password':
      return send(request, reply, passwordPage(page))
    case 'settings':
      return send(request, reply, settingsPage(page, member))
    case 'pay': {
      const payment = books.payments.get(visit.paymentKey ?? '')
      return payment === undefined
        ? sendOver(reply, { lang, heading: heading(lang) })
        : send(request, reply, payPageOf(page, { visit, member, payment }))
    }
    case 'done':
      return finish(books, request, reply, visit, { result: methodsView(member) })
  }
}

/** The buyer pressed a button of the page; a button of another page shows the present one again. */
export function takeStep(
  books: TossBooks,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: BrandpayVisit,
  form: Fields,
): void {
  const lang = langOf(request.query, request.headers['accept-language'])
  const member = memberOf(books, visit.mid, visit.customerKey)
  const payment = books.payments.get(visit.paymentKey ?? '')
  const again = (changed: BrandpayVisit, wrong?: BrandpayProblem): void =>
    showStep(books, request, reply, changed, wrong)
  const entered = form['password'] ?? ''
  const step = stepOf(books, visit)
  const asked = form['remove'] === undefined ? form['do'] : 'remove'
  switch (asked) {
    case 'close': {
      if (payment !== undefined)
        decline(books, payment, 'PAY_PROCESS_CANCELED', '사용자에 의해 결제가 취소되었습니다.')
      return finish(books, request, reply, visit, { error: problem('USER_CANCEL') })
    }
    case 'agree': {
      if (step !== 'agree') return again(visit)
      if (visit.redirectUrl === undefined)
        return finish(books, request, reply, visit, { error: problem('NOT_REGISTERED_REDIRECT_URL') })
      const code = randomToken(18)
      const { mid, customerKey } = visit
      books.brandpayCodes.put({ code, mid, customerKey, issuedAt: books.now().toISOString(), isUsed: false })
      const redirect = new URL(visit.redirectUrl)
      redirect.searchParams.append('code', code)
      redirect.searchParams.append('customerKey', customerKey)
      return send(
        request,
        reply,
        joiningPage(lang, redirect.href, `${addressOf(visit)}?lang=${lang}`),
        [PAGE_SCRIPT],
        [redirect.origin],
      )
    }
    case 'register': {
      if (step !== 'register') return again(visit)
      const needsPassword = member.passwordDigest === undefined
      if (needsPassword && !passwordPattern.test(entered)) return again(visit, 'INVALID_PASSWORD')
      const kind = form['kind'] === 'ACCOUNT' ? 'ACCOUNT' : 'CARD'
      const secured = needsPassword ? withPassword(member, entered) : member
      const richer = withMethod(books, secured, {
        kind,
        code: form[kind === 'CARD' ? 'issuer' : 'bank'],
        number: form['number'],
      })
      books.brandpayMembers.put(richer)
      if (visit.call === 'ADD_PAYMENT_METHOD')
        return finish(books, request, reply, visit, { result: methodsView(richer) })
      return again(books.brandpayVisits.put({ ...visit, isAdding: false }))
    }
    case 'save': {
      if (step !== 'password' || !passwordPattern.test(entered)) return again(visit, 'INVALID_PASSWORD')
      books.brandpayMembers.put(withPassword(member, entered))
      return finish(books, request, reply, visit, { result: null })
    }
    case 'remove':
      books.brandpayMembers.put(withoutMethod(member, form['remove'] ?? ''))
      return again(visit)
    case 'add':
      return again(books.brandpayVisits.put({ ...visit, isAdding: true }))
    case 'done':
      return finish(books, request, reply, visit, { result: null })
    case 'vanish':
      return sendReturn(reply, { lang, heading: heading(lang) }, null)
    case 'decline': {
      if (payment === undefined) return again(visit)
      const code = form['declineCode'] ?? 'REJECT_CARD_COMPANY'
      const message = declineReasons.find((reason) => reason.code === code)?.name.ko ?? code
      decline(books, payment, code, message)
      return finish(books, request, reply, visit, { error: { code, message, orderId: payment.orderId } })
    }
    case 'pay': {
      const method = offeredMethods(member, visit).find(({ id }) => id === form['methodId'])
      if (step !== 'pay' || payment === undefined) return again(visit)
      if (method === undefined) return again(visit, 'NOT_FOUND_METHOD')
      if (!isPassword(member, entered)) return again(visit, 'INVALID_PASSWORD')
      const months = visit.installmentMonths ?? (Number(form['months'] ?? 0) || 0)
      const paid = payWith(books, payment, method, months)
      books.brandpayMembers.put({ ...member, selectedMethodId: method.id })
      if (paid.kind === 'authenticated')
        return finish(books, request, reply, visit, { result: successOf(paid) })
      const { code, message } = paid
      return finish(books, request, reply, visit, { error: { code, message, orderId: payment.orderId } })
    }
    default:
      return again(visit)
  }
}

/** The visit is over, and the page that called hears how. */
function finish(
  books: TossBooks,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: BrandpayVisit,
  message: object,
): void {
  books.brandpayVisits.put({ ...visit, isOver: true })
  sendResult(request, reply, visit.origin, message)
}

export function sendResult(
  request: FastifyRequest,
  reply: FastifyReply,
  origin: string,
  message: object,
): void {
  const lang = langOf(request.query, request.headers['accept-language'])
  send(request, reply, resultPage(lang, origin, message), [PAGE_SCRIPT])
}

export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Html,
  scripts: readonly string[] = [],
  frames: readonly string[] = [],
): void {
  const lang: Lang = langOf(request.query, request.headers['accept-language'])
  sendPage(reply, {
    lang,
    title: heading(lang),
    heading: heading(lang),
    badge: say(lang, 'badge'),
    body,
    scripts,
    frames,
  })
}

export function problem(code: BrandpayProblem) {
  return { code, message: brandpayProblems[code] }
}

function addressOf({ visitId }: BrandpayVisit): string {
  return `/tosspayments/brandpay/visit/${visitId}`
}

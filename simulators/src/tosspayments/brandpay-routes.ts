import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import { sendOver } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { TossBooks } from './books.ts'
import { customerKeyPattern, memberOf, methodsView } from './brandpay-member.ts'
import { heading, widgetPage } from './brandpay-pages.ts'
import { brandpayPageScript, brandpayScript } from './brandpay-script.ts'
import { PAGE_SCRIPT, problem, send, sendResult, showStep, takeStep } from './brandpay-steps.ts'
import { openVisit } from './brandpay-open.ts'
import { brandpayCalls, brandpayProblems, stepOf } from './brandpay-visit.ts'

type Query = { Querystring: Record<string, string> }
type Visited = { Params: { visitId: string }; Querystring: Record<string, string> }

/** BrandPay's script, its window, its widget, and what its script asks from the shop's page. */
export function addBrandpayRoutes(app: FastifyInstance, books: TossBooks): void {
  const script = (path: string, text: () => string) =>
    app.get(path, (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(text()),
    )
  script('/tosspayments/v1/brandpay', () => brandpayScript(books.surroundings.publicOrigin))
  script(PAGE_SCRIPT, () => brandpayPageScript)

  app.get<Query>('/tosspayments/brandpay/open', (request, reply) => {
    const { clientKey = '', customerKey = '', call = '', origin = '' } = request.query
    const unpacked = (name: string) =>
      recordOf(parseJson(Buffer.from(request.query[name] ?? '', 'base64url')))
    const known = brandpayCalls.find((each) => each === call)
    const opened =
      known === undefined
        ? ({
            kind: 'refused',
            code: 'INVALID_PARAMETERS',
            message: brandpayProblems.INVALID_PARAMETERS,
          } as const)
        : openVisit(books, {
            clientKey,
            customerKey,
            call: known,
            origin,
            options: unpacked('options'),
            request: unpacked('request'),
          })
    if (opened.kind === 'opened')
      return reply.redirect(`/tosspayments/brandpay/visit/${opened.visit.visitId}`, 303)
    const { orderId } = unpacked('request')
    const { code, message } = opened
    sendResult(request, reply, origin, {
      error: { code, message, ...(orderId === undefined ? {} : { orderId }) },
    })
    return reply
  })

  app.get<Visited>('/tosspayments/brandpay/visit/:visitId', (request, reply) => {
    const visit = books.brandpayVisits.get(request.params.visitId)
    showStep(books, request, reply, visit)
    return reply
  })

  app.post<Visited>('/tosspayments/brandpay/visit/:visitId', (request, reply) => {
    const visit = books.brandpayVisits.get(request.params.visitId)
    const form = readForm(bytesOf(request.body), 'utf-8')
    if (visit === undefined || stepOf(books, visit) === 'over') showStep(books, request, reply, undefined)
    else takeStep(books, request, reply, visit, form)
    return reply
  })

  app.get<Query>('/tosspayments/brandpay/methods', (request, reply) => {
    void reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store')
    const member = memberFor(books, request.query)
    if (member === undefined) return reply.code(400).send(problem('INVALID_CLIENT_KEY'))
    if (!member.isAdmitted)
      return reply
        .code(403)
        .send({ code: 'NEED_AGREEMENT_WITH_TERMS', message: '이용약관 동의가 필요합니다.' })
    return reply.send(methodsView(member))
  })

  app.get<Query>('/tosspayments/brandpay/widget', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const member = memberFor(books, request.query)
    if (member === undefined) {
      sendOver(reply, { lang, heading: heading(lang) })
      return reply
    }
    const { methodType = '', methodId = '', amount = '', origin = '' } = request.query
    const kind =
      methodType === '카드' || methodType === 'CARD' ? 'CARD' : methodType === '' ? undefined : 'ACCOUNT'
    const shown = member.methods.filter((method) => kind === undefined || method.kind === kind)
    send(
      request,
      reply,
      widgetPage(lang, member, shown, {
        methodId: methodId === '' ? undefined : methodId,
        amountMinor: Number(amount) || 0,
        origin,
      }),
      [PAGE_SCRIPT],
    )
    return reply
  })
}

function memberFor(books: TossBooks, query: Record<string, string>) {
  const { clientKey = '', customerKey = '' } = query
  const merchant = books.merchantOf('clientKey', clientKey)
  return merchant === undefined || !customerKeyPattern.test(customerKey)
    ? undefined
    : memberOf(books, merchant.mid, customerKey)
}

import type { FastifyInstance } from 'fastify'
import { answerCall } from '../desk/answer.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { readForm } from '../desk/form.ts'
import { bytesOf } from '../desk/read-json.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { identityChoiceOf, identityPage } from '../window/identity-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import { DanalBooks } from './books.ts'
import { answerUas, decideDanal } from './identity.ts'

/** Danal: identity verification by phone, over a stand-in for its server calls, which are not public. */
export function danalSimulator(surroundings: Surroundings): Simulator {
  const books = new DanalBooks(surroundings)
  return {
    id: 'danal',
    nameKo: '다날',
    nameEn: 'Danal',
    faults: books.faults,
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => addRoutes(app, books),
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => {
      const tid = tidOf(handOff)
      const identity = tid === undefined ? undefined : books.identities.get(tid)
      const next = identity === undefined ? undefined : decideDanal(books, identity.tid, choice)
      if (identity === undefined || next === undefined)
        throw new DeskRefusal(
          400,
          'WRONG_HAND_OFF',
          'Danal takes a form with an open TID, posted to /danal/WebAuth/….',
          '다날의 열려 있는 인증 창이 아닙니다.',
        )
      return { orderId: identity.orderId, next }
    },
    book: () => undefined,
    ledger: () => [],
    deposit: () => {
      throw new DeskRefusal(404, 'NO_ACCOUNT', 'No account here.', '가상계좌가 없습니다.')
    },
    repeatNotes: async () => [],
    close: () => books.close(),
  }
}

function tidOf(handOff: HandOff): string | undefined {
  const isWindow =
    handOff.kind === 'form' &&
    URL.canParse(handOff.action) &&
    /^\/danal\/WebAuth\/(Web|Mobile)\/Start\.php$/.test(new URL(handOff.action).pathname)
  return isWindow ? handOff.fields['TID'] : undefined
}

type Asked = { Querystring: Record<string, string>; Params: { tid: string } }
const heading = (lang: Lang): string => (lang === 'ko' ? '다날 휴대폰 본인인증' : 'Danal phone verification')
const endingOf = (lang: Lang) => ({ lang, heading: heading(lang) })

function addRoutes(app: FastifyInstance, books: DanalBooks): void {
  app.post('/danal/uas', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const orderId = form['ORDERID'] ?? books.identities.get(form['TID'] ?? '')?.orderId
    const pairs = (answer: Readonly<Record<string, string>>) => ({
      status: 200,
      contentType: 'application/x-www-form-urlencoded;charset=utf-8',
      body: Buffer.from(new URLSearchParams(answer).toString(), 'utf8'),
    })
    await answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId,
      run: () => pairs(answerUas(books, form)),
      decline: () => pairs({ RETURNCODE: '15', RETURNMSG: '시스템 오류입니다.' }),
      lie: (truth, which) =>
        which === 'wrong-order'
          ? pairs({
              ...Object.fromEntries(new URLSearchParams(Buffer.from(truth.body).toString('utf8'))),
              ORDERID: 'another',
            })
          : truth,
    })
    return reply
  })

  for (const page of ['Web', 'Mobile'])
    app.post<Asked>(`/danal/WebAuth/${page}/Start.php`, (request, reply) => {
      const lang = langOf(request.query, request.headers['accept-language'])
      const tid = readForm(bytesOf(request.body), 'utf-8')['TID'] ?? ''
      void reply.redirect(`/danal/window/${encodeURIComponent(tid)}?lang=${lang}`, 303)
      return reply
    })

  app.get<Asked>('/danal/window/:tid', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const identity = books.identities.get(request.params.tid)
    if (identity?.kind !== 'WINDOW' || identity.state !== 'OPEN') {
      sendOver(reply, endingOf(lang))
      return reply
    }
    const body = identityPage({
      lang,
      decideUrl: `/danal/window/${identity.tid}/decide`,
      mid: identity.cpid,
      serviceName: identity.title,
      person: identity.person,
      locked: identity.locked,
      agencies: [
        { code: 'PASS', name: { ko: 'PASS 앱', en: 'PASS app' } },
        { code: 'SMS', name: { ko: '문자', en: 'Text message' } },
      ],
      declineReasons: [
        { code: '4', name: { ko: '가입자 정보가 일치하지 않습니다.', en: 'Not the subscriber.' } },
        { code: '15', name: { ko: '시스템 오류입니다.', en: 'System error.' } },
      ],
    })
    sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    return reply
  })

  app.post<Asked>('/danal/window/:tid/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = identityChoiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decideDanal(books, request.params.tid, choice)
    if (next === undefined) sendOver(reply, endingOf(lang))
    else sendReturn(reply, endingOf(lang), next)
    return reply
  })
}

import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { KISA_SEED_CBC } from 'kisa-seed'
import { answerCall, json, send } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { ciOf, personOf } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import { randomToken } from '../desk/random.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { BuyerChoice, HandOff, Navigation } from '../desk/simulator.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { identityChoiceOf, identityPage } from '../window/identity-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { InicisBooks } from './books.ts'

/** One opening of the unified verification page (통합인증). */
export interface UnifiedSession {
  readonly txId: string
  readonly mid: string
  readonly mTxId: string
  readonly form: Fields
  readonly state: 'OPENED' | 'FAILED' | 'PROVED' | 'READ'
  readonly person: SimulatedPerson
  readonly agency: string
  /** Base64 of 16 bytes; asked for by `isUseToken=Y`. */
  readonly token?: string
}

type Opened =
  | { readonly kind: 'opened'; readonly session: UnifiedSession }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: string
      readonly message: string
      readonly back: Navigation | null
    }

const seedIv = 'SASKGINICIS00000'
const agencies = [
  { code: 'PASS', name: { ko: 'PASS', en: 'PASS' } },
  { code: 'KAKAO', name: { ko: '카카오', en: 'Kakao' } },
  { code: 'NAVER', name: { ko: '네이버', en: 'Naver' } },
  { code: 'TOSS', name: { ko: '토스', en: 'Toss' } },
  { code: 'PAYCO', name: { ko: '페이코', en: 'PAYCO' } },
]
const heading = (lang: Lang): string => (lang === 'ko' ? 'KG이니시스 통합인증' : 'KG Inicis verification')
const endingOf = (lang: Lang) => ({ lang, heading: heading(lang) })

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * The PG's own checks. Codes of refusals are not public; those of this simulator begin with `SIM` and say so.
 */
export function openUnified(books: InicisBooks, form: Fields): Opened {
  const field = (name: string): string => form[name] ?? ''
  const [mid, mTxId, failUrl] = [field('mid'), field('mTxId'), field('failUrl')]
  const refused = (code: string, message: string): Opened => ({
    kind: 'refused',
    orderId: mTxId,
    code,
    message,
    back: /^https?:\/\//.test(failUrl) ? failure(failUrl, code, message) : null,
  })
  const apiKey = books.credential(mid, 'apiKey')
  if (apiKey === '') return refused('SIM01', '등록되지 않은 상점아이디입니다.')
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(mTxId)) return refused('SIM02', 'mTxId 는 20자 이하여야 합니다.')
  if (!['01', '02', '03'].includes(field('reqSvcCd')))
    return refused('SIM03', 'reqSvcCd 가 올바르지 않습니다.')
  if (!/^https?:\/\//.test(field('successUrl'))) return refused('SIM04', 'successUrl 이 없습니다.')
  if (field('authHash') !== sha256(mid + mTxId + apiKey))
    return refused('SIM05', 'authHash 가 일치하지 않습니다.')
  const fixed = field('flgFixedUser')
  if (fixed !== 'Y' && fixed !== 'N') return refused('SIM06', 'flgFixedUser 는 Y 또는 N 입니다.')
  const [userName, userPhone, userBirth] = [field('userName'), field('userPhone'), field('userBirth')]
  if (fixed === 'Y') {
    if (userName === '' || !/^01\d{8,9}$/.test(userPhone) || !/^\d{8}$/.test(userBirth))
      return refused('SIM07', '고정 사용자의 이름, 휴대폰 번호, 생년월일이 필요합니다.')
    if (field('userHash') !== sha256(userName + mid + userPhone + mTxId + userBirth + field('reqSvcCd')))
      return refused('SIM08', 'userHash 가 일치하지 않습니다.')
  }
  const earlier = books.unified.all().find((one) => one.mid === mid && one.mTxId === mTxId)
  if (earlier !== undefined && earlier.state !== 'OPENED')
    return refused('SIM09', '이미 사용한 mTxId 입니다.')
  const session: UnifiedSession = {
    txId: earlier?.txId ?? `SA${randomToken(15).replaceAll(/[-_]/g, 'x')}`,
    mid,
    mTxId,
    form,
    state: 'OPENED',
    agency: field('directAgency'),
    person: personOf({
      name: userName,
      phoneNumber: userPhone,
      birthDate: userBirth.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
    }),
    ...(field('reservedMsg').includes('isUseToken=Y') ? { token: randomBytes(16).toString('base64') } : {}),
  }
  return { kind: 'opened', session: books.unified.put(session) }
}

function failure(url: string, code: string, message: string): Navigation {
  return {
    method: 'POST',
    url,
    fields: { resultCode: code, resultMsg: encodeURIComponent(message) },
    charset: 'utf-8',
  }
}

export function decideUnified(
  books: InicisBooks,
  txId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const session = books.unified.get(txId)
  if (session === undefined || session.state !== 'OPENED') return undefined
  const failUrl = session.form['failUrl'] ?? ''
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      books.unified.put({ ...session, state: 'FAILED' })
      return failure(failUrl, 'SIM90', '사용자가 인증을 취소하였습니다.')
    case 'decline':
      books.unified.put({ ...session, state: 'FAILED' })
      return failure(
        failUrl,
        choice.declineCode ?? 'SIM91',
        choice.declineMessage ?? '인증 정보가 일치하지 않습니다.',
      )
    case 'approve': {
      const isFixed = session.form['flgFixedUser'] === 'Y'
      const typed = Object.fromEntries(
        Object.entries(choice.person ?? {}).filter(
          ([key, value]) =>
            value !== undefined && !(isFixed && ['name', 'phoneNumber', 'birthDate'].includes(key)),
        ),
      )
      books.unified.put({
        ...session,
        state: 'PROVED',
        person: personOf({ ...session.person, ...typed }),
        agency: session.agency || (choice.easyPayProvider ?? 'PASS'),
      })
      return {
        method: 'POST',
        url: session.form['successUrl'] ?? '',
        fields: {
          resultCode: '0000',
          resultMsg: encodeURIComponent('성공'),
          authRequestUrl: `${books.surroundings.publicOrigin}/inicis/authResult`,
          txId: session.txId,
          ...(session.token === undefined ? {} : { token: session.token }),
        },
        charset: 'utf-8',
      }
    }
  }
}

/** The result, once: `9025` afterwards. */
export function readUnified(books: InicisBooks, body: Readonly<Record<string, unknown>>): WireAnswer {
  const session = books.unified.get(textOf(body['txId']) ?? '')
  const refused = (resultCode: string, message: string) =>
    json(200, { resultCode, resultMsg: encodeURIComponent(message) })
  if (session === undefined || session.mid !== body['mid']) return refused('SIM20', '없는 거래입니다.')
  if (session.state === 'READ') return refused('9025', '이미 조회한 인증 결과입니다.')
  if (session.state !== 'PROVED') return refused('SIM21', '인증되지 않은 거래입니다.')
  books.unified.put({ ...session, state: 'READ' })
  const { person, token, txId, mTxId, agency } = session
  const kept = (text: string): string =>
    token === undefined
      ? text
      : KISA_SEED_CBC.encryptBytes(
          token,
          Buffer.from(seedIv, 'utf8').toString('base64'),
          new TextEncoder().encode(text),
        )
  // Kakao hands out no CI; with FRGNDInfo N neither gender nor nationality.
  const tellsMore = session.form['FRGNDInfo'] !== 'N' || !['KAKAO', 'NAVER'].includes(agency)
  return json(200, {
    resultCode: '0000',
    resultMsg: encodeURIComponent('성공'),
    txId,
    mTxId,
    svcCd: session.form['reqSvcCd'],
    providerDevCd: agency,
    userName: kept(person.name),
    userPhone: kept(person.phoneNumber),
    userBirthday: kept(person.birthDate.replaceAll('-', '')),
    ...(agency === 'KAKAO' ? {} : { userCi: kept(ciOf(person)) }),
    ...(tellsMore
      ? { userGender: person.gender === 'MALE' ? 'M' : 'F', isForeign: person.isForeigner ? 'Y' : 'N' }
      : {}),
  })
}

/** The desk's buyer: the form that our window page would submit. */
export function buyUnified(books: InicisBooks, handOff: HandOff, choice: BuyerChoice) {
  if (!isUnified(handOff)) return undefined
  const opened = openUnified(books, handOff.fields)
  if (opened.kind === 'refused') {
    const { orderId, back, code, message } = opened
    return { orderId, next: back, refused: { code, message } }
  }
  const next = decideUnified(books, opened.session.txId, choice)
  if (next === undefined)
    throw new DeskRefusal(409, 'WINDOW_OVER', 'This window is over.', '이미 끝난 인증 창입니다.')
  return { orderId: opened.session.mTxId, next }
}

function isUnified(handOff: HandOff): handOff is Extract<HandOff, { kind: 'form' }> {
  return (
    handOff.kind === 'form' &&
    handOff.method.toUpperCase() === 'POST' &&
    URL.canParse(handOff.action) &&
    new URL(handOff.action).pathname === '/inicis/auth'
  )
}

type Asked = { Querystring: Record<string, string>; Params: { txId: string } }

export function addUnifiedRoutes(app: FastifyInstance, books: InicisBooks): void {
  app.post<Asked>('/inicis/auth', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const opened = openUnified(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'refused') {
      sendRefused(reply, endingOf(lang), opened, opened.back)
      return reply
    }
    void reply.redirect(`/inicis/auth/${opened.session.txId}?lang=${lang}`, 303)
    return reply
  })
  app.get<Asked>('/inicis/auth/:txId', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const session = books.unified.get(request.params.txId)
    if (session === undefined || session.state !== 'OPENED') {
      sendOver(reply, endingOf(lang))
      return reply
    }
    const body = identityPage({
      lang,
      decideUrl: `/inicis/auth/${session.txId}/decide`,
      mid: session.mid,
      serviceName: session.mid,
      person: session.person,
      locked: session.form['flgFixedUser'] === 'Y' ? ['name', 'birthDate', 'phoneNumber'] : [],
      agencies: session.agency === '' ? agencies : agencies.filter(({ code }) => code === session.agency),
      declineReasons: [
        { code: 'SIM91', name: { ko: '인증 정보가 일치하지 않습니다.', en: 'The data do not match.' } },
        { code: 'SIM92', name: { ko: '인증 시간이 지났습니다.', en: 'Too late.' } },
      ],
    })
    sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    return reply
  })
  app.post<Asked>('/inicis/auth/:txId/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = identityChoiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decideUnified(books, request.params.txId, choice)
    if (next === undefined) sendOver(reply, endingOf(lang))
    else sendReturn(reply, endingOf(lang), next)
    return reply
  })
  app.post('/inicis/authResult', async (request, reply) => {
    const body = recordOf(parseJson(bytesOf(request.body)))
    const orderId = books.unified.get(textOf(body['txId']) ?? '')?.mTxId
    await answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId,
      run: () => readUnified(books, body),
      decline: () => json(200, { resultCode: 'SIM29', resultMsg: encodeURIComponent('조회할 수 없습니다.') }),
      lie: (truth, which) =>
        which === 'wrong-order'
          ? json(200, { ...recordOf(parseJson(truth.body)), mTxId: 'somebody-else' })
          : truth,
    })
    return reply
  })
  // Nobody opens the window without its form.
  app.get('/inicis/auth', (_request, reply) => {
    send(reply, json(405, { resultCode: 'SIM00' }))
    return reply
  })
}

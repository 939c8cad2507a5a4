import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { ciOf, diOf, personOf } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import { randomToken } from '../desk/random.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Navigation } from '../desk/simulator.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { identityChoiceOf, identityPage } from '../window/identity-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { KcpBooks } from './books.ts'

/** One registration of a phone verification (휴대폰 본인확인 v2). */
export interface KcpIdentity {
  readonly regCertKey: string
  readonly siteCode: string
  readonly orderNumber: string
  readonly returnUrl: string
  readonly state: 'OPENED' | 'FAILED' | 'PROVED'
  readonly person: SimulatedPerson
}

const pagePath = '/kcp/identity/page'
const heading = (lang: Lang): string => (lang === 'ko' ? 'NHN KCP 본인확인' : 'NHN KCP verification')
const declineReasons = [
  { code: 'SIM91', name: { ko: '인증 정보가 일치하지 않습니다.', en: 'The data do not match.' } },
  { code: 'SIM92', name: { ko: '인증 시간이 지났습니다.', en: 'Too late.' } },
]

function keysOf(encKey: string, siteCode: string, salt: Buffer) {
  const key = pbkdf2Sync(encKey, salt, 10_000, 32, 'sha256')
  const iv = pbkdf2Sync(siteCode, salt, 10_000, 32, 'sha256').subarray(0, 16)
  return { key, iv }
}

function register(books: KcpBooks, siteCode: string, rv: string, body: string): WireAnswer {
  const refuse = (code: string, message: string) => json(200, { res_cd: code, res_msg: message })
  const encKey = books.merchants.get(siteCode)?.credentials['merchantAuthKey'] ?? ''
  if (encKey === '') return refuse('SIM401', '등록되지 않은 사이트코드입니다.')
  const request = recordOf(decrypted(encKey, siteCode, rv, body))
  const text = (name: string) => textOf(request[name]) ?? ''
  if (text('site_cd') !== siteCode) return refuse('SIM403', '암호화된 요청을 해독할 수 없습니다.')
  if (!/^[A-Za-z0-9]{1,40}$/.test(text('ordr_idxx')) || !/^https?:\/\//.test(text('Ret_URL')))
    return refuse('SIM400', '필수 항목이 없거나 형식이 올바르지 않습니다.')
  const made = books.identities.put({
    regCertKey: randomToken(24).replaceAll(/[-_]/g, 'x'),
    siteCode,
    orderNumber: text('ordr_idxx'),
    returnUrl: text('Ret_URL'),
    state: 'OPENED',
    person: personOf({}),
  })
  return json(200, {
    res_cd: '0000',
    res_msg: '정상처리',
    call_url: `${books.surroundings.publicOrigin}${pagePath}`,
    reg_cert_key: made.regCertKey,
  })
}

function decrypted(encKey: string, siteCode: string, rv: string, body: string): unknown {
  try {
    const { key, iv } = keysOf(encKey, siteCode, Buffer.from(rv, 'base64'))
    const decipher = createDecipheriv('aes-256-cbc', key, iv)
    return parseJson(Buffer.concat([decipher.update(Buffer.from(body, 'base64')), decipher.final()]))
  } catch {
    return undefined
  }
}

function decide(books: KcpBooks, regCertKey: string, choice: BuyerChoice): Navigation | null | undefined {
  const session = books.identities.get(regCertKey)
  if (session === undefined || session.state !== 'OPENED') return undefined
  const leave = (fields: Fields): Navigation => ({
    method: 'POST',
    url: session.returnUrl,
    charset: 'utf-8',
    fields: { ...fields, reg_cert_key: regCertKey, ordr_idxx: session.orderNumber },
  })
  const fail = (code: string, message: string): Navigation => {
    books.identities.put({ ...session, state: 'FAILED' })
    return leave({ res_cd: code, res_msg: encodeURIComponent(message) })
  }
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return fail('9999', '사용자가 본인확인을 취소하였습니다.')
    case 'decline':
      return fail(choice.declineCode ?? 'SIM91', choice.declineMessage ?? '인증 정보가 일치하지 않습니다.')
    case 'approve': {
      const person = personOf({ ...session.person, ...choice.person })
      books.identities.put({ ...session, state: 'PROVED', person })
      return leave({ res_cd: '0000', res_msg: encodeURIComponent('정상처리') })
    }
  }
}

function result(books: KcpBooks, siteCode: string, body: Readonly<Record<string, unknown>>): WireAnswer {
  const session = books.identities.get(textOf(body['reg_cert_key']) ?? '')
  const refuse = (code: string, message: string) => json(200, { res_cd: code, res_msg: message })
  if (session === undefined || session.siteCode !== siteCode || session.orderNumber !== body['ordr_idxx'])
    return refuse('SIM404', '해당 본인확인 거래가 없습니다.')
  if (session.state !== 'PROVED') return refuse('SIM421', '인증되지 않은 거래입니다.')
  const { person } = session
  const told = {
    ...personFields(person, siteCode),
    CI_URL: encodeURIComponent(ciOf(person)),
    DI_URL: encodeURIComponent(diOf(person, siteCode)),
  }
  const salt = randomBytes(16)
  const { key, iv } = keysOf(
    books.merchants.get(siteCode)?.credentials['merchantAuthKey'] ?? '',
    siteCode,
    salt,
  )
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const data = Buffer.concat([cipher.update(JSON.stringify(told), 'utf8'), cipher.final()])
  return json(200, {
    res_cd: '0000',
    res_msg: '정상처리',
    enc_cert_data: data.toString('base64'),
    rv: salt.toString('base64'),
  })
}

/** A verified person in KCP's names. */
export function personFields(person: SimulatedPerson, siteCode: string): Fields {
  return {
    phone_no: person.phoneNumber,
    user_name: person.name,
    birth_day: person.birthDate.replaceAll('-', ''),
    comm_id: operatorCodes[person.operator] ?? 'SKT',
    sex_code: person.gender === 'MALE' ? '01' : '02',
    local_code: person.isForeigner ? '02' : '01',
    CI: ciOf(person),
    DI: diOf(person, siteCode),
  }
}

const operatorCodes: Readonly<Record<string, string>> = {
  SKT: 'SKT',
  KT: 'KTF',
  LGU: 'LGT',
  SKT_MVNO: 'SKM',
  KT_MVNO: 'KTM',
  LGU_MVNO: 'LGM',
}

/** The desk's person: the form that our window page would submit. */
export function buyIdentity(books: KcpBooks, handOff: HandOff, choice: BuyerChoice): Bought | undefined {
  const isIdentity =
    handOff.kind === 'form' && URL.canParse(handOff.action) && new URL(handOff.action).pathname === pagePath
  if (!isIdentity) return undefined
  const session = books.identities.get(handOff.fields['reg_cert_key'] ?? '')
  const next = session && decide(books, session.regCertKey, choice)
  if (session === undefined || next === undefined)
    throw new DeskRefusal(409, 'WINDOW_OVER', 'This window is over.', '이미 끝난 인증 창입니다.')
  return { orderId: session.orderNumber, next }
}

type Asked = { Querystring: Record<string, string>; Params: { key: string } }

export function addIdentityRoutes(app: FastifyInstance, books: KcpBooks): void {
  const header = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
  app.post('/kcp/api/reg/certDataReg.do', (request, reply) => {
    const body = Buffer.from(bytesOf(request.body)).toString('utf8')
    const answer = register(books, header(request.headers['site_cd']), header(request.headers['rv']), body)
    return reply.code(200).header('content-type', answer.contentType).send(Buffer.from(answer.body))
  })
  app.post<Asked>(pagePath, (request, reply) => {
    const { reg_cert_key: key = '' } = readForm(bytesOf(request.body), 'utf-8')
    return reply.redirect(`${pagePath}/${encodeURIComponent(key)}`, 303)
  })
  app.get<Asked>(`${pagePath}/:key`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const session = books.identities.get(request.params.key)
    if (session === undefined || session.state !== 'OPENED') {
      sendOver(reply, { lang, heading: heading(lang) })
      return reply
    }
    const body = identityPage({
      lang,
      decideUrl: `${pagePath}/${session.regCertKey}/decide`,
      mid: session.siteCode,
      serviceName: session.siteCode,
      person: session.person,
      locked: [],
      agencies: [],
      declineReasons,
    })
    sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    return reply
  })
  app.post<Asked>(`${pagePath}/:key/decide`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = identityChoiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.key, choice)
    const ending = { lang, heading: heading(lang) }
    if (next === undefined) sendOver(reply, ending)
    else sendReturn(reply, ending, next)
    return reply
  })
  app.post('/kcp/api/query/getCertData.do', (request, reply) => {
    const body = recordOf(parseJson(bytesOf(request.body)))
    const siteCode = header(request.headers['site_cd'])
    return answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId: textOf(body['ordr_idxx']),
      run: () => result(books, siteCode, body),
      decline: () => json(200, { res_cd: 'SIM429', res_msg: '조회할 수 없습니다.' }),
      lie: (truth) => truth,
    })
  })
}

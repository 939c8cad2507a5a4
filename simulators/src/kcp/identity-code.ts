import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { birthOf, personOf } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import { randomToken } from '../desk/random.ts'
import type { KcpBooks } from './books.ts'
import { refuseCaller } from './caller.ts'
import type { ApiBody } from './caller.ts'
import { personFields } from './identity.ts'
import { refuse } from './payments.ts'

/** A verification by a code or an app, without KCP's window. */
export interface KcpIdentityCode {
  readonly certNo: string
  readonly siteCode: string
  readonly orderNumber: string
  readonly method: 'SMS' | 'APP'
  readonly state: 'SENT' | 'PROVED' | 'OVER'
  readonly person: SimulatedPerson
  readonly tries: number
  readonly sentAt: string
}

const rightCode = '123456'
const codeLifeMs = 3 * 60_000
const triesMax = 5
/** A phone whose owner is somebody else, at every simulator that verifies persons. */
const foreignPhone = '01000000001'

/** `send`, `resend`, `confirm`: this simulator's own calls, because KCP's are not public. */
export function answerIdentityCode(books: KcpBooks, step: string, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body)
  if (refused !== undefined) return refuse(refused)
  if (step === 'send') return send(books, body)
  const session = books.identityCodes.get(body['cert_no'] ?? '')
  if (session === undefined || session.siteCode !== body['site_cd'] || session.state !== 'SENT')
    return refuse('SIM404')
  return step === 'resend' ? resend(books, session) : confirm(books, session, body)
}

function send(books: KcpBooks, body: ApiBody): WireAnswer {
  const { ordr_idxx: orderNumber = '', user_name: name = '', phone_no: phoneNumber = '' } = body
  const method = body['cert_method']
  const born = birthOf(body['birth_no'] ?? '')
  const isComplete = /^[A-Za-z0-9]{1,40}$/.test(orderNumber) && name !== '' && /^\d{10,11}$/.test(phoneNumber)
  if (!isComplete || (method !== 'SMS' && method !== 'APP')) return refuse('SIM400')
  if (method === 'SMS' && born === undefined) return refuse('SIM400')
  if (phoneNumber === foreignPhone) return refuse('SIM419')
  return sent(
    books.identityCodes.put({
      certNo: randomToken(18).replaceAll(/[-_]/g, 'x'),
      siteCode: body['site_cd'] ?? '',
      orderNumber,
      method,
      state: 'SENT',
      person: personOf({ name, phoneNumber, operator: body['comm_id'], ...born }),
      tries: 0,
      sentAt: books.now().toISOString(),
    }),
  )
}

function sent({ certNo, orderNumber }: KcpIdentityCode): WireAnswer {
  return json(200, { res_cd: '0000', res_msg: '정상처리', cert_no: certNo, ordr_idxx: orderNumber })
}

function resend(books: KcpBooks, session: KcpIdentityCode): WireAnswer {
  if (session.method !== 'SMS') return refuse('SIM404')
  return sent(books.identityCodes.put({ ...session, sentAt: books.now().toISOString() }))
}

function confirm(books: KcpBooks, session: KcpIdentityCode, body: ApiBody): WireAnswer {
  if (session.method === 'SMS') {
    if (books.now().getTime() - Date.parse(session.sentAt) > codeLifeMs) return refuse('SIM422')
    if (body['auth_no'] !== rightCode) {
      const tries = session.tries + 1
      books.identityCodes.put({ ...session, tries, state: tries < triesMax ? 'SENT' : 'OVER' })
      return refuse('SIM420')
    }
  }
  const { person, siteCode } = books.identityCodes.put({ ...session, state: 'PROVED' })
  return json(200, {
    res_cd: '0000',
    res_msg: '정상처리',
    cert_no: session.certNo,
    ordr_idxx: session.orderNumber,
    ...personFields(person, siteCode),
  })
}

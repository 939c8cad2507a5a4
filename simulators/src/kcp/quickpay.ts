import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { KcpBooks } from './books.ts'
import type { ApiBody } from './caller.ts'
import { refuseCaller } from './caller.ts'
import { results } from './codes.ts'
import type { KcpCode } from './codes.ts'
import { payFrom, refuse } from './payments.ts'
import { isQuickPay, memberKeyOf, purseOf } from './purses.ts'

/*
 * QuickPay and Benepia as this simulator invents them: KCP's own wire of both is in no public document, so nothing of
 * this is real. The password of every account of points is 1111; a new purse holds 100,000 won.
 */

/** Prepaid money of a member whose PIN was checked in the window; a check pays once. */
export function payByMoney(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseQuick(books, body)
  if (refused !== undefined) return refuse(refused)
  const memberKey = memberKeyOf(body['site_cd'] ?? '', body['member_id'] ?? '')
  const member = books.members.get(memberKey)
  if (member === undefined) return refuse('SIM414')
  const pinCheck = body['pin_check_id'] ?? ''
  if (!member.pinChecks.includes(pinCheck)) return refuse('SIM415')
  const answer = payFrom(books, body, `money ${memberKey}`)
  if (isDone(answer))
    books.members.put({ ...member, pinChecks: member.pinChecks.filter((one) => one !== pinCheck) })
  return answer
}

export function releaseBiometrics(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseQuick(books, body)
  if (refused !== undefined) return refuse(refused)
  const member = books.members.get(memberKeyOf(body['site_cd'] ?? '', body['member_id'] ?? ''))
  if (member === undefined || !member.hasBiometrics) return refuse('C210')
  books.members.put({ ...member, hasBiometrics: false })
  return json(200, { res_cd: '0000', res_msg: results['0000'] })
}

export function readPoints(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body) ?? refuseAccount(body)
  if (refused !== undefined) return refuse(refused)
  const { minor } = purseOf(books, pointsOf(body))
  return json(200, { res_cd: '0000', res_msg: results['0000'], point: String(minor) })
}

/** Without a member company it is a trial, which takes no points. */
export function payByPoints(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body) ?? refuseAccount(body)
  if (refused !== undefined) return refuse(refused)
  const isTrial = (body['pt_memcorp_cd'] ?? '') === ''
  return payFrom(books, body, isTrial ? undefined : pointsOf(body))
}

function refuseQuick(books: KcpBooks, body: ApiBody): KcpCode | undefined {
  const refused = refuseCaller(books, body)
  if (refused !== undefined) return refused
  const merchant = books.merchants.get(body['site_cd'] ?? '')
  return merchant !== undefined && isQuickPay(merchant) ? undefined : 'SIM418'
}

function refuseAccount(body: ApiBody): KcpCode | undefined {
  return (body['benepia_user'] ?? '') !== '' && body['benepia_password'] === '1111' ? undefined : 'SIM417'
}

function pointsOf(body: ApiBody): string {
  return `points ${body['benepia_user'] ?? ''}`
}

function isDone({ body }: WireAnswer): boolean {
  return Buffer.from(body).toString('utf8').includes('"res_cd":"0000"')
}

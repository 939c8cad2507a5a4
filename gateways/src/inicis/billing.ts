import type {
  BeginAnswer,
  BillingOrder,
  GatewayContext,
  IncomingRequest,
  IssueAnswer,
  IssueCall,
  JsonObject,
  ReturnReading,
  ReturnUrls,
} from '../port.ts'
import { sameSecret } from '../wire/constant-time.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody, readPairs } from '../wire/form.ts'
import { jsonRecord, present, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { redacted } from './approval-facts.ts'
import { cardRegistration, pcBillingWindow, shownPrice } from './billing-windows.ts'
import { trustedUrl } from './environment.ts'
import { pcNames, readCard, registrationNames } from './paid-method.ts'
import { pcApproveForm } from './pc-approve.ts'
import { readReturn } from './read-return.ts'
import { authSignatureOf } from './signature.ts'

const TIMEOUT_MS = 30_000
/** A key is 40 characters; anything much longer is no key. */
const keyPattern = /^[!-~]{8,200}$/

/** Computes the form of the device's registration window; nothing is sent to the PG yet. */
export function beginIssue(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): BeginAnswer {
  const { signKey = '', iniLiteKey = '' } = context.credentials
  const refused = (pgMessage: string): BeginAnswer => ({ kind: 'declined', pgCode: '', pgMessage })
  if (order.device === 'MOBILE')
    return iniLiteKey === ''
      ? refused('채널에 KG이니시스 INILite Key가 없습니다.')
      : { kind: 'begun', handOff: cardRegistration(context, order, urls), memory: {} }
  return signKey === ''
    ? refused('채널에 KG이니시스 웹결제 signkey가 없습니다.')
    : { kind: 'begun', handOff: pcBillingWindow(context, order, urls), memory: {} }
}

/** The PC window returns a token as for a payment; the phone's page returns the key itself, in small letters. */
export function readIssueReturn(
  context: Pick<GatewayContext, 'environment'>,
  request: IncomingRequest,
): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'resultcode') === undefined ? request.query : body
  const code = text(fields, 'resultcode')
  if (code === undefined) {
    const reading = readReturn(context, request)
    return reading.kind === 'authenticated' && reading.proof['window'] !== 'PC'
      ? { kind: 'unreadable', reason: 'the return of a payment window' }
      : reading
  }
  if (code !== '00') {
    const pgMessage = text(fields, 'resultmsg') ?? ''
    const closedByBuyer = /(사용자|고객|구매자).{0,12}취소/.test(pgMessage)
    return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer }
  }
  const billKey = text(fields, 'billkey')
  const claimedOrderId = text(fields, 'orderid')
  if (billKey === undefined || !keyPattern.test(billKey) || claimedOrderId === undefined)
    return { kind: 'unreadable', reason: 'no key or order number' }
  return {
    kind: 'authenticated',
    claimedOrderId,
    proof: {
      window: 'REGISTRATION',
      billKey,
      ...present({
        mid: text(fields, 'mid'),
        tid: text(fields, 'tid'),
        cardno: text(fields, 'cardno'),
        cardcd: text(fields, 'cardcd'),
      }),
    },
  }
}

/** PC: exchanges the token for the key. Phone: the return carried it, and no call of the PG tells more. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  switch (call.proof['window']) {
    case 'PC':
      return exchangeToken(context, call)
    case 'REGISTRATION':
      return takeReturned(context, call)
    default:
      return declined('The return names no registration window of the PG.')
  }
}

/**
 * What a charge must present. INIAPI refuses a charge without the buyer's name, e-mail and phone (ER0102), and a charge
 * may come without them, so those of the registration are kept beside the key (sealed like it).
 */
export function rightOf(billKey: string, { customer }: BillingOrder): JsonObject {
  const { fullName, email, phoneNumber } = customer
  return { billKey, buyer: present({ fullName, email, phoneNumber }) }
}

async function exchangeToken(context: GatewayContext, { order, proof }: IssueCall): Promise<IssueAnswer> {
  const { authToken, authUrl } = proof
  const url =
    typeof authUrl === 'string' ? trustedUrl(context.environment, 'payAuth', authUrl, undefined) : undefined
  if (typeof authToken !== 'string' || url === undefined)
    return declined('The return names no approve address of the PG.')
  const form = pcApproveForm(context, shownPrice(order), authToken)
  const answer = await exchange(context.network, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: formBody(form),
    timeoutMs: TIMEOUT_MS,
  })
  return answer.kind === 'silent'
    ? answer
    : readPcRegistration(context, order, form['timestamp'] ?? '', answer.status, answer.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readPcRegistration(
  context: Pick<GatewayContext, 'now'>,
  order: BillingOrder,
  timestamp: string,
  status: number,
  body: Uint8Array,
): IssueAnswer {
  const fields = status >= 500 ? undefined : jsonRecord(body)
  const resultCode = fields && text(fields, 'resultCode')
  if (fields === undefined || resultCode === undefined)
    return { kind: 'silent', reason: `status ${status} without a result code` }
  const raw = redactedJson(utf8(body), redacted)
  if (resultCode !== '0000')
    return { kind: 'declined', pgCode: resultCode, pgMessage: text(fields, 'resultMsg') ?? '', raw }

  const { mid, MOID, TotPrice } = {
    mid: text(fields, 'mid'),
    MOID: text(fields, 'MOID'),
    TotPrice: text(fields, 'TotPrice'),
  }
  // Both spellings are in use.
  const billKey = text(fields, 'CARD_BillKey') ?? text(fields, 'CARD_Billkey')
  if (mid === undefined || MOID === undefined || TotPrice === undefined || billKey === undefined)
    return { kind: 'silent', reason: 'registered, but without key, MID, order number or price' }
  if (!sameSecret(text(fields, 'authSignature') ?? '', authSignatureOf({ MOID, TotPrice, mid }, timestamp)))
    return { kind: 'silent', reason: 'authSignature of the answer is wrong' }
  if (MOID !== order.pgIssueId) return { kind: 'silent', reason: 'the key is of another registration' }
  return {
    kind: 'issued',
    right: rightOf(billKey, order),
    instrument: { type: 'CARD', card: cardFacts(fields, pcNames) },
    at: fromSeoulDigits(text(fields, 'applDate'), text(fields, 'applTime')) ?? context.now,
    pgMerchantId: mid,
    raw,
    ...present({ pgTxId: text(fields, 'tid') }),
  }
}

/**
 * The return is unsigned and came by the buyer's browser. A foreign key in it opens nothing that its bearer could not
 * have registered himself, and one that the PG does not know is refused at the first charge.
 */
function takeReturned(context: GatewayContext, { order, proof }: IssueCall): IssueAnswer {
  const { billKey, ...shown } = proof
  if (typeof billKey !== 'string') return declined('The return carries no key.')
  const mid = text(proof, 'mid')
  return {
    kind: 'issued',
    right: rightOf(billKey, order),
    instrument: { type: 'CARD', card: cardFacts(proof, registrationNames) },
    at: context.now,
    raw: redactedJson(JSON.stringify(shown), redacted),
    ...present({ pgTxId: text(proof, 'tid'), pgMerchantId: mid }),
  }
}

/** A registration was not charged, so approval number and installments say nothing. */
function cardFacts(fields: WireRecord, names: typeof pcNames) {
  const { approvalNumber: _number, installmentMonth: _months, ...facts } = readCard(fields, names)
  return facts
}

/** Nothing was sent to the PG. */
function declined(pgMessage: string): IssueAnswer {
  return { kind: 'declined', pgCode: '', pgMessage }
}

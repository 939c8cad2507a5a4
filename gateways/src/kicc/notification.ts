import type {
  Acknowledgement,
  DepositCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  NotificationReading,
} from '../port.ts'
import { jsonRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { depositByNote } from '../deposit-note.ts'
import { instant } from './approval.ts'
import { isKiccAddress } from './environment.ts'

const answer = (resCd: string, resMsg: string): Acknowledgement => ({
  status: 200,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify({ resCd, resMsg }),
})
const accepted = answer('0000', '정상')
/** Asks for the message again: every 3 minutes, ten times. */
const refused = answer('5001', '처리하지 못했습니다')

/** What each kind of message claims (developer documentation, notification). The others tell of the buyer's dealings with KICC. */
const claims: Readonly<Record<string, Extract<NotificationReading, { kind: 'transaction' }>['claim']>> = {
  '10': 'APPROVED',
  '20': 'CANCELLED',
  '30': 'DEPOSITED',
  '31': 'DEPOSIT_REVERSED',
  '50': 'CHANGED',
  '51': 'CHANGED',
}

/** Reads the webhook (노티) of a mall: JSON, unsigned. */
export function readNotification(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody'>,
): NotificationReading {
  const message = jsonRecord(request.rawBody)
  const kind = message && text(message, 'notiType')
  const order = message && text(message, 'shopOrderNo')
  if (message === undefined || kind === undefined || order === undefined)
    return { kind: 'unreadable', reason: 'no notiType or shopOrderNo', refused }
  if (text(message, 'mallId') !== context.credentials['mid'])
    return { kind: 'unreadable', reason: 'the message is for another mall', refused }
  const claim = Object.hasOwn(claims, kind) ? claims[kind] : undefined
  if (claim === undefined) return { kind: 'ignored', reason: `notiType ${kind.slice(0, 10)}`, accepted }
  return {
    kind: 'transaction',
    pgOrderId: order,
    claim,
    accepted,
    refused,
    ...present({
      pgTxId: transactionOf(kind, message),
      amountMinor: wholeNumber(message, 'amount'),
      accountNumber: text(message, 'accountNo'),
      at: instant(text(message, 'transactionDate')),
    }),
  }
}

/** A deposit has a number of its own in `pgCno`; the transaction that issued the account stands in `tlfSno`. */
function transactionOf(kind: string, message: WireRecord): string | undefined {
  return kind === '30' || kind === '31' ? text(message, 'tlfSno') : text(message, 'pgCno')
}

/** The message is not signed: it counts from KICC's own addresses only. */
export function authenticateNotification(
  context: GatewayContext,
  request: IncomingRequest,
): Promise<{ readonly kind: 'genuine' | 'forged' }> {
  return Promise.resolve({
    kind: isKiccAddress(context.environment, request.remoteAddress) ? 'genuine' : 'forged',
  })
}

/**
 * The inquiry tells of two days only, and an account waits for weeks. So the message itself is the proof, once it came
 * from KICC: it must name the transaction and the account that were issued. Its sum is compared by the platform.
 */
export function readDeposit(context: GatewayContext, call: DepositCall): InquireAnswer {
  return depositByNote(call, context.now)
}

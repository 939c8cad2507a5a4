import type {
  Acknowledgement,
  DepositCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  NotificationReading,
} from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { depositByNote } from '../deposit-note.ts'
import { instant } from './approval.ts'
import { isKcpAddress } from './environment.ts'
import { orderIdOf } from './order-number.ts'

/** Any other `result` and KCP sends the note again (common notification guide). */
const page = (result: string): string =>
  `<html><body><form><input type="hidden" name="result" value="${result}"></form></body></html>`
const accepted: Acknowledgement = {
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: page('0000'),
}
const refused: Acknowledgement = { status: 200, contentType: 'text/html; charset=utf-8', body: page('9999') }

/** The bank took the deposit back; every other value of `op_cd` is a deposit. */
const REVERSED = '13'

/** Reads the common notification (공통통보) of a merchant: one address for all that happens without his asking. */
export function readNotification(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): NotificationReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'tx_cd') === undefined ? request.query : body
  const kind = text(fields, 'tx_cd')
  const tno = text(fields, 'tno')
  const order = text(fields, 'order_no')
  if (kind === undefined || tno === undefined || order === undefined)
    return { kind: 'unreadable', reason: 'no tx_cd, tno or order_no', refused }
  if (text(fields, 'site_cd') !== context.credentials['siteCode'])
    return { kind: 'unreadable', reason: 'the note is for another site code', refused }
  switch (kind) {
    case 'TX00':
      return {
        kind: 'transaction',
        pgOrderId: orderIdOf(order),
        pgTxId: tno,
        claim: text(fields, 'op_cd') === REVERSED ? 'DEPOSIT_REVERSED' : 'DEPOSITED',
        accepted,
        refused,
        ...present({
          // All that came into the account so far, not this deposit alone.
          amountMinor: wholeNumber(fields, 'totl_mnyx') ?? wholeNumber(fields, 'ipgm_mnyx'),
          accountNumber: text(fields, 'account'),
          at: instant(text(fields, 'ipgm_time') ?? text(fields, 'tx_tm')),
        }),
      }
    default:
      // Refunds, escrow's confirmations and the like tell of what was done at KCP itself.
      return { kind: 'ignored', reason: `${kind} ${describe(fields)}`.trim(), accepted }
  }
}

function describe(fields: WireRecord): string {
  return [text(fields, 'tno'), text(fields, 'st_cd')].filter((part) => part !== undefined).join(' ')
}

/** The note is not signed: it counts from KCP's own addresses only. */
export function authenticateNotification(
  context: GatewayContext,
  request: IncomingRequest,
): Promise<{ readonly kind: 'genuine' | 'forged' }> {
  return Promise.resolve({
    kind: isKcpAddress(context.environment, request.remoteAddress) ? 'genuine' : 'forged',
  })
}

/**
 * Whether an account was paid into, KCP's public inquiry does not tell. So the note itself is the proof, once it came
 * from KCP: it must name the transaction and the account that were issued. Its sum is compared by the platform, because
 * KCP takes any sum and says so.
 */
export function readDeposit(context: GatewayContext, call: DepositCall): InquireAnswer {
  return depositByNote(call, context.now)
}

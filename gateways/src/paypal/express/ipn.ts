import type {
  Acknowledgement,
  GatewayContext,
  IncomingRequest,
  NotificationReading,
  Silent,
} from '../../port.ts'
import { exchange } from '../../wire/exchange.ts'
import { readPairs } from '../../wire/form.ts'
import { present, text, utf8 } from '../../wire/reading.ts'
import { minorOf } from '../amount.ts'
import { paypalHosts } from '../environment.ts'

const accepted: Acknowledgement = { status: 200, contentType: 'text/plain', body: '' }
const refused: Acknowledgement = { status: 400, contentType: 'text/plain', body: '' }

type Claim = Extract<NotificationReading, { kind: 'transaction' }>['claim']
const claims: Readonly<Record<string, Claim>> = {
  Completed: 'APPROVED',
  Pending: 'CHANGED',
  Failed: 'FAILED',
  Denied: 'FAILED',
  Expired: 'FAILED',
  Voided: 'FAILED',
  Refunded: 'CANCELLED',
  Reversed: 'CANCELLED',
  Canceled_Reversal: 'CHANGED',
}

/** An instant payment notification (IPN): a form that carries our order id as `invoice` and `custom`. */
export function readIpn({ rawBody }: Pick<IncomingRequest, 'rawBody'>): NotificationReading {
  const fields = readPairs(rawBody)
  const status = text(fields, 'payment_status')
  const pgOrderId = text(fields, 'custom') ?? text(fields, 'invoice')
  if (status === undefined || pgOrderId === undefined)
    return { kind: 'unreadable', reason: 'no payment status or order', refused }
  const claim = claims[status]
  if (claim === undefined) return { kind: 'ignored', reason: status, accepted }
  return {
    kind: 'transaction',
    pgOrderId,
    claim,
    accepted,
    refused,
    ...present({
      pgTxId: text(fields, 'txn_id'),
      amountMinor: minorOf(text(fields, 'mc_gross'), text(fields, 'mc_currency') ?? ''),
    }),
  }
}

/** Posts the very bytes back behind `cmd=_notify-validate&`; PayPal says VERIFIED for what it sent itself. */
export async function authenticateIpn(
  context: GatewayContext,
  { rawBody }: Pick<IncomingRequest, 'rawBody'>,
): Promise<{ readonly kind: 'genuine' | 'forged' } | Silent> {
  const answer = await exchange(context.network, {
    method: 'POST',
    url: paypalHosts(context.environment).ipn,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.concat([Buffer.from('cmd=_notify-validate&', 'ascii'), rawBody]),
    timeoutMs: 30_000,
  })
  if (answer.kind === 'silent') return answer
  if (answer.status < 200 || answer.status >= 300)
    return { kind: 'silent', reason: `the verification answers ${answer.status}` }
  return { kind: utf8(answer.body).includes('VERIFIED') ? 'genuine' : 'forged' }
}

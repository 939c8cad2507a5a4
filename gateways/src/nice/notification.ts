import type {
  Acknowledgement,
  DepositCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  NotificationReading,
} from '../port.ts'
import { depositByNote } from '../deposit-note.ts'
import { readPairs } from '../wire/form.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { merchantKey } from './api.ts'
import { instant } from './approval.ts'
import { isNiceAddress } from './environment.ts'
import { checkSignature } from './signature.ts'

/** The body must be exactly `OK`; anything else and the PG sends the note again (webapi guide, result notes). */
const accepted: Acknowledgement = { status: 200, contentType: 'text/html; charset=utf-8', body: 'OK' }
const refused: Acknowledgement = { status: 400, contentType: 'text/html; charset=utf-8', body: 'FAIL' }

type Claim = Extract<NotificationReading, { kind: 'transaction' }>['claim']

/** 4110 is a deposit; the others repeat what an approval was answered with. */
const claims: Readonly<Record<string, Claim>> = {
  '4110': 'DEPOSITED',
  '4100': 'CHANGED',
  '3001': 'APPROVED',
  '4000': 'APPROVED',
  A000: 'APPROVED',
}

/** Reads a note (노티): a form, EUC-KR unless agreed otherwise. */
export function readNotification(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody'>,
): NotificationReading {
  const fields = readPairs(request.rawBody)
  const order = text(fields, 'MOID') ?? text(fields, 'Moid')
  const code = text(fields, 'ResultCode')
  if (order === undefined || code === undefined)
    return { kind: 'unreadable', reason: 'no MOID or ResultCode', refused }
  if (text(fields, 'MID') !== context.credentials['mid'])
    return { kind: 'unreadable', reason: 'the note is for another merchant id', refused }
  const claim = claimOf(fields, code)
  if (claim === undefined) return { kind: 'ignored', reason: `ResultCode ${code.slice(0, 10)}`, accepted }
  return {
    kind: 'transaction',
    pgOrderId: order,
    claim,
    accepted,
    refused,
    ...present({
      pgTxId: text(fields, 'TID'),
      amountMinor: wholeNumber(fields, 'Amt'),
      accountNumber: text(fields, 'VbankNum'),
      at: instant(text(fields, 'AuthDate')),
    }),
  }
}

/** `StateCd` 1 and 2 are cancels before and after the collection. */
function claimOf(fields: WireRecord, code: string): Claim | undefined {
  const state = text(fields, 'StateCd')
  if (state === '1' || state === '2') return 'CANCELLED'
  return Object.hasOwn(claims, code) ? claims[code] : undefined
}

/**
 * Live notes count from the PG's published addresses only. Where a note is signed, its signature must fit as well; the
 * simulator signs all of its own.
 */
export function authenticateNotification(
  context: GatewayContext,
  request: IncomingRequest,
): Promise<{ readonly kind: 'genuine' | 'forged' }> {
  const signature = checkSignature(readPairs(request.rawBody), ['TID', 'MID', 'Amt'], merchantKey(context))
  const isSimulator = context.environment.kind === 'simulator'
  const isGenuine =
    isNiceAddress(context.environment, request.remoteAddress) &&
    (signature === 'right' || (signature === 'absent' && !isSimulator))
  return Promise.resolve({ kind: isGenuine ? 'genuine' : 'forged' })
}

/** The inquiry tells no deposits, so the note itself is the proof: it must name the TID and the account that were issued. */
export function readDeposit(context: GatewayContext, call: DepositCall): InquireAnswer {
  return depositByNote(call, context.now)
}

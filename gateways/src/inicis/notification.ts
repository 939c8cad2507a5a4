import type { Acknowledgement, GatewayContext, IncomingRequest, NotificationReading } from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'

type Transaction = Extract<NotificationReading, { kind: 'transaction' }>

/** The body must be exactly `OK`; anything else and the PG sends the note again (both manuals, deposit note). */
const accepted: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' }
const refused: Acknowledgement = { status: 400, contentType: 'text/plain; charset=utf-8', body: 'FAIL' }

/**
 * Reads a note of either window: a form, EUC-KR unless agreed otherwise, and unsigned. It is a hint for an inquiry.
 * The note's TID is left out on purpose: on PC it is the deposit's own, and on both it is anybody's claim.
 */
export function readNotification(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): NotificationReading {
  const body = readPairs(request.rawBody)
  const fields = isNote(body) ? body : request.query
  const mid = text(fields, 'id_merchant') ?? text(fields, 'P_MID')
  if (mid !== undefined && mid !== context.credentials['mid'])
    return { kind: 'unreadable', reason: 'the note is for another merchant id', refused }
  if (text(fields, 'no_oid') !== undefined) return readPcNote(fields)
  if (text(fields, 'P_STATUS') !== undefined) return readMobileNote(fields)
  return { kind: 'unreadable', reason: 'neither no_oid nor P_STATUS', refused }
}

function isNote(fields: WireRecord): boolean {
  return text(fields, 'no_oid') !== undefined || text(fields, 'P_STATUS') !== undefined
}

function readPcNote(fields: WireRecord): NotificationReading {
  // 0200 is a deposit; any other message type takes one back.
  const isDeposit = (text(fields, 'type_msg') ?? '0200') === '0200'
  return {
    kind: 'transaction',
    pgOrderId: text(fields, 'no_oid') ?? '',
    claim: isDeposit ? 'DEPOSITED' : 'DEPOSIT_REVERSED',
    accepted,
    refused,
    ...present({
      amountMinor: wholeNumber(fields, 'amt_input'),
      accountNumber: text(fields, 'no_vacct'),
      at: fromSeoulDigits(text(fields, 'dt_trans'), text(fields, 'tm_trans')),
    }),
  }
}

function readMobileNote(fields: WireRecord): NotificationReading {
  const pgOrderId = text(fields, 'P_OID')
  if (pgOrderId === undefined) return { kind: 'unreadable', reason: 'no order number', refused }
  const stamp = text(fields, 'P_AUTH_DT') ?? ''
  return {
    kind: 'transaction',
    pgOrderId,
    claim: mobileClaim(text(fields, 'P_STATUS'), text(fields, 'P_TYPE')),
    accepted,
    refused,
    ...present({
      amountMinor: wholeNumber(fields, 'P_AMT'),
      // `P_RMESG1` is "account number|end of deposits".
      accountNumber: text(fields, 'P_VACT_NUM') ?? text(fields, 'P_RMESG1')?.split('|')[0],
      at: fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8)),
    }),
  }
}

/** `02` deposited. `00` is the issue of an account, for other methods the approval itself. */
function mobileClaim(status: string | undefined, type: string | undefined): Transaction['claim'] {
  if (status === '02') return 'DEPOSITED'
  if (status === '00') return type === 'VBANK' ? 'CHANGED' : 'APPROVED'
  return 'FAILED'
}

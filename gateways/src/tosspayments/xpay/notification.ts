import { depositByNote } from '../../deposit-note.ts'
import type {
  Acknowledgement,
  DepositCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  NotificationReading,
} from '../../port.ts'
import { readPairs } from '../../wire/form.ts'
import { present, text, wholeNumber } from '../../wire/reading.ts'
import { stampIn } from './approval.ts'
import { SUCCESS } from './codes.ts'
import { isXpayAddress } from './environment.ts'
import { contractedMid, mertKey, wireMid } from './merchant.ts'
import { isNoteHash } from './signature.ts'

/** Exactly `OK`: any other text, also around it, and the PG counts the note as failed (its `cas_noteurl` sample). */
const accepted: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' }
const refused: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'FAIL' }

/** `LGD_CASFLAG`: money came in, or the bank took it back. `R` only repeats what the approval was answered with. */
const claims = { I: 'DEPOSITED', C: 'DEPOSIT_REVERSED' } as const

/** Reads a note of a virtual account: a form, posted to the `LGD_CASNOTEURL` that the window was given. */
export function readNotification(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody'>,
): NotificationReading {
  const fields = readPairs(request.rawBody)
  const order = text(fields, 'LGD_OID')
  const flag = text(fields, 'LGD_CASFLAG')
  if (order === undefined || flag === undefined)
    return { kind: 'unreadable', reason: 'no LGD_OID or LGD_CASFLAG', refused }
  const mid = contractedMid({ credentials: context.credentials })
  if (![mid, `t${mid}`].includes(text(fields, 'LGD_MID') ?? ''))
    return { kind: 'unreadable', reason: 'the note is for another merchant id', refused }
  if (text(fields, 'LGD_RESPCODE') !== SUCCESS || (flag !== 'I' && flag !== 'C'))
    return { kind: 'ignored', reason: `LGD_CASFLAG ${flag.slice(0, 10)}`, accepted }
  return {
    kind: 'transaction',
    pgOrderId: order,
    claim: claims[flag],
    accepted,
    refused,
    ...present({
      pgTxId: text(fields, 'LGD_TID'),
      // All that came in so far; one deposit of the whole amount is all that such an account takes.
      amountMinor: wholeNumber(fields, 'LGD_CASTAMOUNT'),
      accountNumber: text(fields, 'LGD_ACCOUNTNUM'),
      at: stampIn(fields, 'LGD_PAYDATE'),
    }),
  }
}

/** The hash must fit, the id must be that of the channel's mode, and at the real PG the sender must be one of its servers. */
export function authenticateNotification(
  context: GatewayContext,
  request: IncomingRequest,
): Promise<{ readonly kind: 'genuine' | 'forged' }> {
  const fields = readPairs(request.rawBody)
  const isGenuine =
    isXpayAddress(context.environment, request.remoteAddress) &&
    text(fields, 'LGD_MID') === wireMid(context) &&
    isNoteHash(fields, mertKey(context))
  return Promise.resolve({ kind: isGenuine ? 'genuine' : 'forged' })
}

/** No inquiry tells deposits, so the note itself is the proof: it must name the transaction and the account that were issued. */
export function readDeposit(context: GatewayContext, call: DepositCall): InquireAnswer {
  return depositByNote(call, context.now)
}

import { createHash } from 'node:crypto'
import type { GatewayContext } from '../../port.ts'
import { sameSecret } from '../../wire/constant-time.ts'
import { seoulStamp } from '../../wire/seoul-time.ts'
import { mertKey, wireMid } from './merchant.ts'

/** The merchant's server in `LGD_TXID`; any two digits, as the PG's client is configured. */
const SERVER_ID = '01'

/** Lowercase hex MD5 over the parts and the shop key, the PG's way of hashing what a browser carries. */
export function md5Hash(parts: readonly string[], key: string): string {
  return createHash('md5')
    .update([...parts, key].join(''), 'utf8')
    .digest('hex')
}

/** `LGD_HASHDATA` of the window: MID, order, amount and time stamp (the PG's `xpay_request` sample). */
export function windowHash(
  context: Pick<GatewayContext, 'credentials' | 'mode'>,
  form: { readonly oid: string; readonly amount: string; readonly timestamp: string },
): string {
  return md5Hash([wireMid(context), form.oid, form.amount, form.timestamp], mertKey(context))
}

/** `LGD_HASHDATA` of a note: MID, order, amount, result code and time stamp (the PG's `note_url` sample). */
export function isNoteHash(fields: Readonly<Record<string, unknown>>, key: string): boolean {
  const named = ['LGD_MID', 'LGD_OID', 'LGD_AMOUNT', 'LGD_RESPCODE', 'LGD_TIMESTAMP'].map((name) =>
    plain(fields[name]),
  )
  return sameSecret(plain(fields['LGD_HASHDATA']).toLowerCase(), md5Hash(named, key))
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/**
 * `LGD_TXID`: MID, a hyphen, the server's number and the time, then 40 hex digits of SHA-1 over that and something that
 * comes once (the PG's `XPayClient`, `Gen_TX_ID`). A rollback names it, so whoever may need one must remember it.
 */
export function txIdOf(
  context: Pick<GatewayContext, 'credentials' | 'mode' | 'now'>,
  unique: string,
): string {
  const header = `${wireMid(context)}-${SERVER_ID}${seoulStamp(context.now)}`
  return (
    header +
    createHash('sha1')
      .update(header + unique, 'utf8')
      .digest('hex')
  )
}

/** `LGD_AUTHCODE`: lowercase hex SHA-1 of `LGD_TXID` and the shop key (`XPayClient`, `Gen_Auth_Code`). */
export function authCode(txId: string, key: string): string {
  return createHash('sha1')
    .update(txId + key, 'utf8')
    .digest('hex')
}

import type { Random } from '../foundation/random.ts'
import type { SealedPlace } from '../foundation/sealing.ts'
import { Secret } from '../foundation/secret.ts'

/** The V1 credential of a merchant: 고객사 식별코드, REST API Key, REST API Secret. One per merchant, shared by its stores. */
export interface V1Credential {
  readonly userCode: string
  readonly restKey: string
  readonly restSecret: Secret
}

/** `imp` and eight digits, the form of PortOne's samples (`imp12345678`). */
export function mintUserCode(random: Random): string {
  return `imp${digits(random, 8)}`
}

/** 16 digits. */
export function mintRestKey(random: Random): string {
  return digits(random, 16)
}

/** 80 characters: 60 random bytes in base64url. */
export function mintRestSecret(random: Random): Secret {
  return new Secret(random.token(60))
}

/** Merchants have no store of their own for this, so the data key is the merchant's. */
export function restSecretPlace(merchantId: string): SealedPlace {
  return { storeId: merchantId, table: 'v1_credential', column: 'rest_secret_sealed', rowId: merchantId }
}

/** Decimal digits, the first not zero so that nobody's spreadsheet eats it. */
function digits(random: Random, count: number): string {
  const first = 1 + Math.floor(random.fraction() * 9)
  const rest = Array.from({ length: count - 1 }, () => Math.floor(random.fraction() * 10))
  return [first, ...rest].join('')
}

/** A request object of the browser SDK after normalisation: plain JSON without nulls. */
export type PlainObject = { readonly [key: string]: unknown }

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Drops nulls and what becomes empty by it, at every depth: some clients serialise every optional field as null. */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls).filter((member) => member !== undefined)
  if (!isPlainObject(value)) return value ?? undefined
  const entries = Object.entries(value)
    .map(([key, member]): [string, unknown] => [key, dropNulls(member)])
    .filter(([, member]) => member !== undefined)
  return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries)
}

const prefixes = [
  'BANK_',
  'CARD_COMPANY_',
  'CARRIER_',
  'CASH_RECEIPT_TYPE_',
  'COUNTRY_',
  'CURRENCY_',
  'EASY_PAY_PROVIDER_',
  'GENDER_',
  'GIFT_CERTIFICATE_TYPE_',
  'PRODUCT_TYPE_',
] as const

/**
 * Takes the older spelling's prefix off (`CURRENCY_KRW` → `KRW`). The bare value is looked up first,
 * because `BANK_OF_KOREA` is a member and not a prefixed one.
 */
export function bareEnum(
  value: string,
  prefix: (typeof prefixes)[number],
  members?: ReadonlySet<string>,
): string {
  if (members?.has(value) === true || !value.startsWith(prefix)) return value
  return value.slice(prefix.length)
}

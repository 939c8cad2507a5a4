/**
 * Second line of defence over what a PG answers: PGs mask card numbers themselves, and when one forgets, the whole
 * number must not reach our rows. Rights to charge or to forge (bill keys, deposit secrets) have no place there either.
 */

/** Leaves a masked number as it is; of a bare one keeps the first six and the last four digits. */
export function maskedCardNumber(number: string): string {
  const digits = number.replaceAll(/[ -]/g, '')
  if (!/^\d{11,19}$/.test(digits)) return number
  return `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`
}

export interface RedactedFields {
  readonly cardNumbers: readonly string[]
  readonly secrets: readonly string[]
}

/** The JSON text with the named string members masked; everything else stays byte for byte. */
export function redactedJson(json: string, fields: RedactedFields): string {
  return json.replaceAll(
    /"([A-Za-z0-9_]+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g,
    (whole: string, name: string, colon: string, value: string) => {
      if (fields.secrets.includes(name)) return `"${name}"${colon}"[secret]"`
      return fields.cardNumbers.includes(name) ? `"${name}"${colon}"${maskedCardNumber(value)}"` : whole
    },
  )
}

/** The same for `name=value&…` text. */
export function redactedPairs(pairs: string, fields: RedactedFields): string {
  return pairs.replaceAll(
    /(^|&)([^=&]+)=([^&]*)/g,
    (whole: string, start: string, name: string, value: string) => {
      if (fields.secrets.includes(name)) return `${start}${name}=[secret]`
      return fields.cardNumbers.includes(name) ? `${start}${name}=${maskedCardNumber(value)}` : whole
    },
  )
}

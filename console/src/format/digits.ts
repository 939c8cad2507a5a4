/** `124-81-00998` of ten digits; anything else stays as it is. */
export function formatRegistrationNumber(digits: string): string {
  return withHyphens(digits, [3, 2, 5])
}

/** `110111-1234567` of thirteen digits; anything else stays as it is. */
export function formatCorporationNumber(digits: string): string {
  return withHyphens(digits, [6, 7])
}

/** `010-1234-5678`, `02-123-4567`, `1588-1234`; what is no Korean number stays as it is. */
export function formatPhone(digits: string): string {
  const parts = /^(02|0\d{2})(\d{3,4})(\d{4})$/.exec(digits) ?? /^(1\d{3})(\d{4})$/.exec(digits)
  return parts === null ? digits : parts.slice(1).join('-')
}

function withHyphens(digits: string, parts: readonly number[]): string {
  if (digits.length !== parts.reduce((sum, part) => sum + part, 0)) return digits
  let at = 0
  return parts.map((part) => digits.slice(at, (at += part))).join('-')
}

/**
 * Check digit of a business registration number (사업자등록번호): ten digits, weights 1 3 7 1 3 7 1 3 5 over the first
 * nine, plus the tens of the ninth product; all ten come to a multiple of ten.
 * Source: the National Tax Service's published rule.
 *
 * @param digits digits only
 */
export function isBusinessNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false
  const numbers = Array.from(digits, Number)
  const weighted = sum([1, 3, 7, 1, 3, 7, 1, 3, 5].map((weight, index) => weight * (numbers[index] ?? 0)))
  const tens = Math.floor((5 * (numbers[8] ?? 0)) / 10)
  return (weighted + tens + (numbers[9] ?? 0)) % 10 === 0
}

/** Thirteen digits. The check digit is looked at apart, see `hasCorporationCheckDigit`. */
export function isCorporationNumber(digits: string): boolean {
  return /^\d{13}$/.test(digits)
}

/**
 * Check digit of a corporation registration number (법인등록번호): weights 1 2 1 2 … over twelve digits, the thirteenth
 * fills up to a multiple of ten. Source: the registry rule, whose own example is 110111-006243 → 2.
 *
 * A mismatch is worth a warning and no more: whether the newest numbers still carry a check digit could not be
 * established, and a real company must never be locked out by us.
 */
export function hasCorporationCheckDigit(digits: string): boolean {
  if (!isCorporationNumber(digits)) return false
  const numbers = Array.from(digits, Number)
  return (
    sum(numbers.map((number, index) => (index === 12 ? number : number * (index % 2 === 0 ? 1 : 2)))) % 10 ===
    0
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

const secretName =
  /secret|token|passw|pwd|cvc|cvv|card_?pw|sign|signature|hash|mac|mkey|auth_?key|api_?key|secure|jumin|birth/i
const cardName = /card_?(num|no)|cardnumber|pan$/i
/** `20260302090507`, as most PGs write times; one in ten passes the check of card numbers. No card of 14 digits begins so. */
const isTime = /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d){2}$/
const left = '●●●●'

/**
 * A PG's answer for people to read: what could be misused is left out, whatever the PG or its connector forgot to mask.
 * Of a card number at most the first six and last four digits stay; values whose name sounds secret go altogether.
 */
export function maskPgAnswer(raw: string): string {
  const json = parse(raw)
  if (json !== undefined)
    return maskDigits(JSON.stringify(json, (name, value: unknown) => maskMember(name, value), 2))
  if (/^[\w.%-]+=/.test(raw) && raw.includes('&')) {
    const pairs = raw.split('&').map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      const value = rest.join('=')
      return `${name}=${String(maskMember(name, value))}`
    })
    return maskDigits(pairs.join('&'))
  }
  // Any other text: XML, or name and value in lines.
  return maskDigits(
    raw
      .replaceAll(/<(\w+)>([^<]*)<\/\1>/g, (whole, name: string) =>
        secretName.test(name) ? `<${name}>${left}</${name}>` : whole,
      )
      .replaceAll(/(\w+)\s*[:=]\s*([^\s,;&<]+)/g, (whole, name: string) =>
        secretName.test(name) ? `${name}=${left}` : whole,
      ),
  )
}

function maskMember(name: string, value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value
  if (String(value) !== '' && secretName.test(name)) return left
  return cardName.test(name) ? String(value).replaceAll(/\d(?=\d{4})/g, hideFrom(6)) : value
}

/** Hides the digits of one run after the first few; the last four never match. */
function hideFrom(kept: number) {
  return (digit: string, offset: number): string => (offset < kept ? digit : '*')
}

/** Anywhere in the text: numbers that pass the check of card numbers, and resident registration numbers. */
function maskDigits(text: string): string {
  return text
    .replaceAll(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, (run) => {
      const digits = run.replaceAll(/\D/g, '')
      return isCardNumber(digits) && !isTime.test(digits)
        ? `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}`
        : run
    })
    .replaceAll(/(?<!\d)(\d{6})-([1-8])\d{6}(?!\d)/g, '$1-$2******')
}

/** ISO/IEC 7812-1, annex B: the check digit. */
function isCardNumber(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, letter, index) => {
      const digit = Number(letter) * (index % 2 === 0 ? 1 : 2)
      return total + (digit > 9 ? digit - 9 : digit)
    }, 0)
  return sum % 10 === 0
}

function parse(raw: string): unknown {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

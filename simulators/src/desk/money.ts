/** Decimal places of the currencies that Korean PGs take; all others of the list have two. */
const decimals: Readonly<Record<string, number>> = { KRW: 0, JPY: 0, VND: 0 }

/** Reads a wire amount (a JSON number such as 1.5 for USD) as minor units; undefined when it has too many decimals. */
export function minorOf(value: number, currency: string): number | undefined {
  const scale = 10 ** (decimals[currency] ?? 2)
  const minor = Math.round(value * scale)
  return Number.isSafeInteger(minor) && minor / scale === value ? minor : undefined
}

/** Writes minor units as the wire's JSON number. */
export function wireAmount(minor: number, currency: string): number {
  return minor / 10 ** (decimals[currency] ?? 2)
}

/** For eyes: `10,000원` or `US$1.50`-like `1.50 USD`. */
export function amountText(minor: number, currency: string, lang: 'ko' | 'en' | 'ja'): string {
  const places = decimals[currency] ?? 2
  const whole = String(Math.trunc(minor / 10 ** places)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const rest = places === 0 ? '' : `.${String(minor % 10 ** places).padStart(places, '0')}`
  if (currency === 'KRW') return lang === 'ko' ? `${whole}원` : `₩${whole}`
  if (currency === 'JPY' && lang === 'ja') return `${whole}円`
  return `${whole}${rest} ${currency}`
}

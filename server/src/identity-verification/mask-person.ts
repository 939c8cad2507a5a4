/** 김나루 → 김*루, 김나 → 김*; what is one letter long stays hidden. */
export function maskName(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= 2) return `${letters.length === 2 ? (letters[0] ?? '') : ''}*`
  return `${letters[0] ?? ''}${'*'.repeat(letters.length - 2)}${letters.at(-1) ?? ''}`
}

/** 01023456789 → 010****6789. */
export function maskPhone(phoneNumber: string): string {
  return phoneNumber.length < 8
    ? '*'.repeat(phoneNumber.length)
    : `${phoneNumber.slice(0, 3)}${'*'.repeat(phoneNumber.length - 7)}${phoneNumber.slice(-4)}`
}

/** 1990-07-08 → 1990-**-**. */
export function maskBirthDate(birthDate: string): string {
  return `${birthDate.slice(0, 4)}-**-**`
}

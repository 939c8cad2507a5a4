import type { Random } from '../foundation/random.ts'

/** Ten codes of fifty bits. Kept as keyed digests, so that a copy of the table cannot be searched through. */
export const recoveryCodeCount = 10
const codeLength = 10
/** Crockford's Base32: no letter that looks like another one. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `ABCDE-FGHJK` */
export function mintRecoveryCode(random: Random): string {
  const letters = [...random.bytes(codeLength)].map((byte) => alphabet[byte % alphabet.length] ?? '')
  return `${letters.slice(0, codeLength / 2).join('')}-${letters.slice(codeLength / 2).join('')}`
}

/** One form for all ways to type it: small letters, no hyphen, O for 0, I or L for 1. Undefined: cannot be one. */
export function readRecoveryCode(text: string): string | undefined {
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return letters.length === codeLength && letters.split('').every((letter) => alphabet.includes(letter))
    ? letters
    : undefined
}

const lengthMin = 8
/** Longer ones only cost hashing time. */
export const passwordLengthMax = 128
/** Shorter names would forbid half of all passwords. */
const nameLengthMin = 3

export type PasswordProblem = 'InvalidPasswordFormatError' | 'PasswordContainsPersonalInfoError'

/**
 * Judges a new password: at least 8 characters with an upper-case letter, a lower-case letter and a digit,
 * and without the name of the e-mail address. Source: PortOne's published GraphQL schema (`signUp` errors).
 */
export function judgePassword(password: string, email: string): PasswordProblem | undefined {
  const isWellFormed =
    password.length >= lengthMin &&
    password.length <= passwordLengthMax &&
    /[A-Z]/.test(password) &&
    /[a-z]/.test(password) &&
    /[0-9]/.test(password)
  if (!isWellFormed) return 'InvalidPasswordFormatError'

  const name = email.slice(0, email.lastIndexOf('@')).toLowerCase()
  const hasName = name.length >= nameLengthMin && password.toLowerCase().includes(name)
  return hasName ? 'PasswordContainsPersonalInfoError' : undefined
}

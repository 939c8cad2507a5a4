import { hash, verify } from '@node-rs/argon2'

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** PHC text of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2)
}

export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password)
}

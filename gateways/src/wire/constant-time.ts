import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares over digests of equal length, so that neither content nor length leaks through time. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value, 'utf8').digest()
  return timingSafeEqual(digest(a), digest(b))
}

import type { V1Router } from '../credential/v1-router.ts'
import { v1Banks, v1Cards, type StandardCode } from './v1-codes.ts'
import { refuseV1 } from './v1-errors.ts'

/** `/banks` and `/cards` of REST V1: the standard codes that payments carry. */
export function registerV1CodeRoutes(router: V1Router): void {
  router.route('GET', '/banks', () => Promise.resolve({ response: v1Banks }))
  router.route('GET', '/banks/{bank_standard_code}', ({ params }) =>
    Promise.resolve({ response: find(v1Banks, params['bank_standard_code']) }),
  )
  router.route('GET', '/cards', () => Promise.resolve({ response: v1Cards }))
  router.route('GET', '/cards/{card_standard_code}', ({ params }) =>
    Promise.resolve({ response: find(v1Cards, params['card_standard_code']) }),
  )
}

function find(codes: readonly StandardCode[], code: string | undefined): StandardCode {
  const found = codes.find((one) => one.code === code)
  if (found === undefined) throw refuseV1('CODE_NOT_FOUND')
  return found
}

import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { memberOf } from './brandpay-member.ts'
import { confirmPayment } from './confirm.ts'
import { refuse } from './refusals.ts'

const CODE_LIVES_MS = 10 * 60_000
const TOKEN_LIVES_SEC = 2_592_000

/**
 * `POST /v1/brandpay/payments/confirm` (BrandPay API reference): the key of the customer must be the payment's. The code for
 * another customer is inferred from the one for billing keys; the reference prints none.
 */
export function confirmBrandpay(books: TossBooks, mid: string, body: unknown): WireAnswer {
  const { paymentKey, orderId, amount, customerKey } = recordOf(body)
  if (typeof paymentKey !== 'string' || typeof orderId !== 'string' || typeof amount !== 'number')
    return refuse('INVALID_REQUEST', '필수 파라미터가 누락되었습니다.')
  if (typeof customerKey !== 'string' || customerKey === '')
    return refuse('INVALID_REQUEST', 'customerKey 는 필수입니다.')
  const payment = books.payments.get(paymentKey)
  if (payment === undefined || payment.mid !== mid || payment.type !== 'BRANDPAY')
    return refuse('NOT_FOUND_PAYMENT')
  if (payment.customerKey !== customerKey)
    return refuse('NOT_MATCHES_CUSTOMER_KEY', '인증 고객키와 결제 요청 고객키가 일치하지 않습니다.')
  return confirmPayment(books, payment, { orderId, amount, otherOrder: () => refuse('FORBIDDEN_REQUEST') })
}

/** `POST /v1/brandpay/authorizations/access-token`: a code counts once, for the customer who agreed. */
export function issueToken(books: TossBooks, mid: string, body: JsonRecord): WireAnswer {
  if (body['grantType'] !== 'AuthorizationCode')
    return refuse('INVALID_REQUEST', 'grantType 은 AuthorizationCode 여야 합니다.')
  const code = books.brandpayCodes.get(textOf(body['code']) ?? '')
  const isFresh =
    code !== undefined &&
    !code.isUsed &&
    code.mid === mid &&
    books.now().getTime() - Date.parse(code.issuedAt) <= CODE_LIVES_MS
  if (!isFresh) return refuse('INVALID_REQUEST', '유효하지 않은 인증 코드입니다.')
  if (code.customerKey !== body['customerKey'])
    return refuse('NOT_MATCHES_CUSTOMER_KEY', '인증 고객키와 요청 고객키가 일치하지 않습니다.')
  books.brandpayCodes.put({ ...code, isUsed: true })
  books.brandpayMembers.put({ ...memberOf(books, mid, code.customerKey), isAdmitted: true })
  return json(200, {
    accessToken: `asim${randomToken(32)}`,
    refreshToken: `rsim${randomToken(32)}`,
    tokenType: 'bearer',
    expiresIn: TOKEN_LIVES_SEC,
  })
}

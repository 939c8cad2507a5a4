import type { AdmitAnswer, GatewayContext, IncomingRequest, PageScript, ReturnUrls } from '../port.ts'
import { text } from '../wire/reading.ts'
import { callTossRecord } from './api.ts'
import { tossHosts } from './environment.ts'

/** What a shop's page needs to run BrandPay's SDK itself: its widget, and its pages for password and payment methods. */
export function brandpayScript(
  context: GatewayContext,
  { customerUrl }: Pick<ReturnUrls, 'customerUrl'>,
): PageScript | undefined {
  const clientKey = context.credentials['clientKey'] ?? ''
  if (context.moduleCode !== 'toss_brandpay' || clientKey === '' || customerUrl === undefined)
    return undefined
  return {
    kind: 'toss-brandpay',
    scriptUrl: tossHosts(context.environment).brandpayScript,
    clientKey,
    redirectUrl: customerUrl,
  }
}

const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,50}$/
const CODE_LENGTH_MAX = 300

/**
 * A buyer agreed to BrandPay's terms, and its SDK brought `?code=…&customerKey=…` to the address that is registered at the
 * PG: `POST /v1/brandpay/authorizations/access-token` makes him a member (BrandPay guide, authentication). The tokens open
 * his payment methods by the API; the SDK has its own, so we drop them.
 */
export async function admitBrandpayCustomer(
  context: GatewayContext,
  request: Pick<IncomingRequest, 'query'>,
): Promise<AdmitAnswer> {
  const code = text(request.query, 'code') ?? ''
  const customerKey = text(request.query, 'customerKey') ?? ''
  if (code === '' || code.length > CODE_LENGTH_MAX || !customerKeyPattern.test(customerKey))
    return {
      kind: 'declined',
      pgCode: 'INVALID_REQUEST',
      pgMessage: 'code 또는 customerKey가 올바르지 않습니다.',
    }
  const answer = await callTossRecord(context, {
    method: 'POST',
    path: '/v1/brandpay/authorizations/access-token',
    body: { grantType: 'AuthorizationCode', customerKey, code },
  })
  switch (answer.kind) {
    case 'record':
      return { kind: 'admitted' }
    case 'silent':
      return answer
    case 'refused':
      return { kind: 'declined', pgCode: answer.code, pgMessage: answer.message }
  }
}

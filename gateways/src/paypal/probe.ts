import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { accessToken } from './api.ts'

/** Asks for an access token, which PayPal gives to the right client id and secret only. It says nothing of the merchant id. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['clientId', 'clientSecret']
  const token = await accessToken(context)
  switch (token.kind) {
    case 'token':
      return { kind: 'accepted', checked, pgCode: '', pgMessage: '' }
    case 'refused':
      return { kind: 'refused', checked, pgCode: token.pgCode, pgMessage: token.reason }
    case 'unknown':
      return { kind: 'silent', reason: token.reason }
  }
}

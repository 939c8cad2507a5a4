import type { CardCredential, GatewayContext } from '../port.ts'
import { merchantKey } from './api.ts'
import { encryptCard } from './signature.ts'

/** What a billing key is made of, encrypted (webapi guide, billing registration). */
export function billingCardData(context: GatewayContext, card: CardCredential): string | undefined {
  return encrypted(context, [
    ['CardNo', card.number],
    ['ExpYear', card.expiryYear],
    ['ExpMonth', card.expiryMonth],
    ['IDNo', card.birthOrBusinessRegistrationNumber],
    ['CardPw', card.passwordTwoDigits],
  ])
}

/** What a key-in payment is made of, encrypted; other names than billing's (open merchant code of `card_keyin.jsp`). */
export function keyInCardData(context: GatewayContext, card: CardCredential): string | undefined {
  return encrypted(context, [
    ['CardNo', card.number],
    ['CardExpire', `${card.expiryYear}${card.expiryMonth}`],
    ['BuyerAuthNum', card.birthOrBusinessRegistrationNumber],
    ['CardPwd', card.passwordTwoDigits],
  ])
}

/** Digits only, so that no value can begin another field. */
function encrypted(
  context: GatewayContext,
  fields: readonly (readonly [name: string, value: string | undefined])[],
): string | undefined {
  const plain = fields.map(([name, value]) => `${name}=${(value ?? '').replaceAll(/\D/g, '')}`)
  return encryptCard(merchantKey(context), plain.join('&'))
}

export const shortKey = {
  kind: 'declined',
  pgCode: '',
  pgMessage: '채널의 나이스페이먼츠 상점 키가 16자보다 짧아 카드 정보를 암호화할 수 없습니다.',
} as const

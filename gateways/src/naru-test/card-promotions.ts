import type { CardPromotion, CardPromotionsAnswer, GatewayContext, Money } from '../port.ts'
import { isRecord, text, wholeNumber } from '../wire/reading.ts'
import { callTestPg } from './api.ts'

export async function listCardPromotions(
  context: GatewayContext,
  call: { readonly amount: Money; readonly cardCompany?: string },
): Promise<CardPromotionsAnswer> {
  const query = new URLSearchParams({
    amount: String(call.amount.minor),
    ...(call.cardCompany === undefined ? {} : { cardCompany: call.cardCompany }),
  })
  const answer = await callTestPg(context, { method: 'GET', path: `/v1/card-promotions?${query.toString()}` })
  if (answer.kind !== 'answered') return answer
  const listed = answer.fields['promotions']
  if (!Array.isArray(listed)) return { kind: 'silent', reason: 'the answer has no list' }
  return { kind: 'found', promotions: listed.flatMap((one: unknown) => readPromotion(one)) }
}

function readPromotion(one: unknown): readonly CardPromotion[] {
  if (!isRecord(one)) return []
  const promotionId = text(one, 'promotionId')
  const cardCompany = text(one, 'cardCompany')
  const discountMinor = wholeNumber(one, 'discountAmount')
  const minimumMinor = wholeNumber(one, 'minimumAmount')
  return promotionId === undefined ||
    cardCompany === undefined ||
    discountMinor === undefined ||
    minimumMinor === undefined
    ? []
    : [{ promotionId, cardCompany, discountMinor, minimumMinor }]
}

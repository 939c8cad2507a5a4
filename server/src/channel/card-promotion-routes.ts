import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Logger } from '../foundation/log.ts'
import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'
import { Type } from 'typebox'
import { oneOf } from '../v2-input/request-parts.ts'
import type { OpenedChannel } from './open-channel.ts'

const cardCompanies = (
  'KOREA_DEVELOPMENT_BANK KFCC SHINHYUP EPOST SAVINGS_BANK_KOREA KAKAO_BANK WOORI_CARD BC_CARD GWANGJU_CARD ' +
  'SAMSUNG_CARD SHINHAN_CARD HYUNDAI_CARD LOTTE_CARD SUHYUP_CARD CITI_CARD NH_CARD JEONBUK_CARD JEJU_CARD ' +
  'HANA_CARD KOOKMIN_CARD K_BANK TOSS_BANK MIRAE_ASSET_SECURITIES'
).split(' ')
const query = Type.Object({
  channelKey: Type.String(),
  amount: Type.String({ pattern: '^\\d{1,15}$' }),
  cardCompany: Type.Optional(oneOf(cardCompanies)),
})

const refuse = refusals({
  ...commonRefusals,
  CHANNEL_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 채널이 존재하지 않습니다.',
    en: 'There is no such channel in this store.',
    cure: 'Copy the channel key from the console.',
  },
  PG_PROVIDER: {
    httpStatus: 502,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read pgCode and pgMessage; they are the PG’s own words.',
  },
} as const satisfies RefusalCatalogue)

/** `GET /payment-gateways/card-promotion`: discounts that the PG itself pays for. */
export function registerCardPromotionRoute(
  router: V2Router,
  deps: AuthenticateDependencies & {
    readonly log: Logger
    readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  },
): void {
  router.route(
    'GET',
    '/payment-gateways/card-promotion',
    async (request, caller) => {
      const { channelKey, amount, cardCompany } = readBody(query, { ...(request.query as object) })
      const channel = await findChannel(deps, await accessibleStores(deps, caller), channelKey)
      const { gateway } = channel ?? {}
      if (channel === undefined || channel.isUnspeakable) throw refuse('CHANNEL_NOT_FOUND', 'channelKey')
      // A PG without such promotions has none to show.
      if (gateway?.listCardPromotions === undefined) return { promotions: [] }
      const answer = await gateway.listCardPromotions(channel.context(), {
        amount: { minor: Number(amount), currency: 'KRW' },
        ...(cardCompany === undefined ? {} : { cardCompany }),
      })
      switch (answer.kind) {
        case 'found':
          return {
            promotions: answer.promotions.map((one) => ({
              promotionId: one.promotionId,
              cardCompany: one.cardCompany,
              discountAmount: one.discountMinor,
              minimumPaymentAmount: one.minimumMinor,
            })),
          }
        case 'declined':
          throw refuse('PG_PROVIDER', `${answer.pgCode} ${answer.pgMessage}`.trim(), {
            pgCode: answer.pgCode,
            pgMessage: answer.pgMessage,
          })
        case 'silent':
          deps.log.warn({ reason: answer.reason }, 'PG silent on card promotions')
          throw refuse('PG_PROVIDER', 'PG 응답 없음 / no answer', {
            pgCode: '',
            pgMessage: 'PG사의 응답이 없습니다.',
          })
      }
    },
    { query },
  )
}

async function findChannel(
  deps: Pick<Parameters<typeof registerCardPromotionRoute>[1], 'openLivingChannel'>,
  storeIds: readonly string[],
  channelKey: string,
): Promise<OpenedChannel | undefined> {
  for (const storeId of storeIds) {
    const channel = await deps.openLivingChannel(storeId, channelKey)
    if (channel !== undefined) return channel
  }
  return undefined
}

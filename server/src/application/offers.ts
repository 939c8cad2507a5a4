import type { Gateway } from '@naru/gateways'
import { canTakePayments } from '@naru/gateways'
import type { MethodGroup, OfferedMethod, PgOffer } from '../wire/console-application.ts'
import { questionsOf } from './extra-questions.ts'
import { pgMethods } from './pg-methods.ts'

export const groupOf = {
  CARD: 'GENERAL',
  CARD_RECURRING: 'GENERAL',
  TRANSFER: 'GENERAL',
  VIRTUAL_ACCOUNT: 'GENERAL',
  MOBILE: 'GENERAL',
  GIFT_CERTIFICATE: 'GENERAL',
  EASY_PAY: 'EASY_PAY',
  EASY_PAY_RECURRING: 'EASY_PAY',
  OVERSEAS: 'OVERSEAS',
  IDENTITY_VERIFICATION: 'IDENTITY',
} as const satisfies Readonly<Record<OfferedMethod, MethodGroup>>

/** What can be applied for: the PGs of the catalogue, in its order, each with the methods of its contract. */
export function offers(gateways: readonly Gateway[]): readonly PgOffer[] {
  return gateways.flatMap((gateway) => {
    const { catalogue } = gateway
    const known = pgMethods[catalogue.id]
    if (known === undefined) return []
    return {
      pg: catalogue.id,
      nameKo: catalogue.nameKo,
      nameEn: catalogue.nameEn,
      methods: known.methods.map((method) => ({ method, group: groupOf[method] })),
      wallets: known.wallets ?? [],
      questions: questionsOf(catalogue.id),
      usable: catalogue.modules.some((module) => canTakePayments(gateway, module)),
    }
  })
}

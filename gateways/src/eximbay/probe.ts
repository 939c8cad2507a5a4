import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { inquire } from './approve.ts'
import { isClassic } from './classic.ts'

const refusedSigner = /fgkey|auth|key|mid|merchant|상점|인증/i

/** Asks about an order that cannot exist: the key signs the request, so "not found" proves it. Codes are not published. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['mid', isClassic(context) ? 'secretKey' : 'apiKey']
  const answer = await inquire(context, {
    order: {
      storeId: '',
      paymentId: 'naru-probe',
      transactionId: 'naru-probe',
      pgOrderId: 'naru-probe',
      orderName: 'probe',
      amount: { minor: 100, currency: 'USD' },
      taxFreeMinor: 0,
      vatMinor: 0,
      payMethod: 'CARD',
      customer: {},
      device: 'PC',
      isEscrow: false,
      isCulturalExpense: false,
    },
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'approved') return { kind: 'accepted', checked, pgCode: '0000', pgMessage: '' }
  const { pgCode, pgMessage } = answer
  const kind = pgCode === '0000' ? 'accepted' : refusedSigner.test(pgMessage) ? 'refused' : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}

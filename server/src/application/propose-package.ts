import type { CartItem, OfferedMethod, PgOffer, Proposal, Wish } from '../wire/console-application.ts'

export const wishes: readonly Wish[] = ['CARD', 'CARD_RECURRING', 'EASY_PAY', 'IDENTITY_VERIFICATION']

/**
 * 추천 패키지: as few contracts as possible for what was ticked. One PG after another is taken, each time the one that
 * fulfils most of what is still open; between equals first the one whose connector takes payments here, then the order
 * of the catalogue. No fee decides, because fees are between merchant and PG and known to nobody else.
 */
export function proposePackage(offers: readonly PgOffer[], ticked: readonly Wish[]): Proposal {
  const items: CartItem[] = []
  let open: readonly OfferedMethod[] = wishes.filter((wish) => ticked.includes(wish))
  while (open.length > 0) {
    const best = bestFor(offers, open)
    if (best === undefined) break
    const fulfilled = open.filter((wish) => has(best, wish))
    items.push(...fulfilled.map((method) => ({ pg: best.pg, method })))
    open = open.filter((wish) => !fulfilled.includes(wish))
  }
  return { items, unmet: wishes.filter((wish) => open.includes(wish)) }
}

function bestFor(offers: readonly PgOffer[], open: readonly OfferedMethod[]): PgOffer | undefined {
  let best: PgOffer | undefined
  let bestScore = 0
  for (const offer of offers) {
    const count = open.filter((wish) => has(offer, wish)).length
    // One wish more always weighs more than a connector.
    const score = count === 0 ? 0 : 2 * count + (offer.usable ? 1 : 0)
    if (score > bestScore) [best, bestScore] = [offer, score]
  }
  return best
}

function has(offer: PgOffer, method: OfferedMethod): boolean {
  return offer.methods.some((one) => one.method === method)
}

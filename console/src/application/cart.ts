import type { CartItem, ContractView, PgOffer } from '@naru/server/wire/console-application'

export function isInCart(cart: readonly CartItem[], item: CartItem): boolean {
  return cart.some((one) => one.pg === item.pg && one.method === item.method)
}

export function withItems(cart: readonly CartItem[], items: readonly CartItem[]): readonly CartItem[] {
  return items.reduce((sum, item) => (isInCart(sum, item) ? sum : [...sum, item]), cart)
}

export function without(cart: readonly CartItem[], item: CartItem): readonly CartItem[] {
  return cart.filter((one) => one.pg !== item.pg || one.method !== item.method)
}

/** What was applied for and not ended: it cannot be applied for a second time. */
export function isApplied(contracts: readonly ContractView[], item: CartItem): boolean {
  return contracts.some(
    (one) =>
      one.pg === item.pg &&
      one.method === item.method &&
      one.state !== 'REJECTED' &&
      one.state !== 'CANCELLED',
  )
}

/** PGs of the cart in the order of the catalogue, each with its lines. */
export function byPg(
  cart: readonly CartItem[],
  offers: readonly PgOffer[],
): readonly { readonly offer: PgOffer; readonly items: readonly CartItem[] }[] {
  return offers
    .map((offer) => ({ offer, items: cart.filter(({ pg }) => pg === offer.pg) }))
    .filter(({ items }) => items.length > 0)
}

/** Questions of the chosen PGs that have no answer yet, as `<pg>.<question>`. */
export function unanswered(
  cart: readonly CartItem[],
  offers: readonly PgOffer[],
  extra: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly string[] {
  return byPg(cart, offers).flatMap(({ offer }) =>
    offer.questions
      .filter(({ key }) => (extra[offer.pg]?.[key] ?? '').trim() === '')
      .map(({ key }) => `${offer.pg}.${key}`),
  )
}

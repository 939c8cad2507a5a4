import type { BillingOrder, JsonObject, Money, Order, PaidMethod } from '@naru/gateways'
import type { Ability } from './declared.ts'
import type { Scene } from './scene.ts'

/**
 * What one PG has that the others have not: where its simulator wants another word, and what its wire cannot do. A PG
 * without a file here is driven by the common rules. Every member is optional; a file stays below 40 lines.
 */
export interface Driver {
  /** The merchant at the PG, where the module has no shared test id or that one is contracted for something else. */
  merchant?(
    moduleCode: string,
    ability: Ability,
  ): { readonly mid: string; readonly credentials: Readonly<Record<string, string>> } | undefined
  /** The price of an ordinary order; absent: 10,000 KRW, or 10.50 USD where the module takes no won. */
  readonly amount?: Money
  /** What the PG wants beside an ordinary order. */
  order?(ability: Ability, moduleCode: string): Partial<Order>
  billingOrder?(ability: Ability, moduleCode: string): Partial<BillingOrder>
  /** What the buyer picks in the PG's window. */
  choice?(ability: Ability): object
  /** The order's name in the simulator's books; absent: our order number. */
  bookId?(pgOrderId: string): string
  /** What the PG says it was paid by, where it is not the method that was asked for. */
  paidAs?(ability: Ability): PaidMethod['type']
  /** What the PG wants to be told about a person beside the ordinary. */
  readonly identityBypass?: JsonObject
  /** The PG does not tell a buyer whose card was refused in its window from one who closed it. */
  readonly closesOnDecline?: true
  /** Why this cannot be given back in parts, where it cannot. */
  whyWhole?(ability: Ability): string | undefined
  /** A payment that the PG decides later: how to order it, and how to have the PG decide. */
  pending?(
    scene: Scene,
  ): { readonly order: Order; readonly choice?: object; decide(): Promise<unknown> } | undefined
  /** Why a story cannot be told about this ability, by the story's name. */
  readonly notApplicable?: Readonly<Record<string, (ability: Ability) => string | undefined>>
}

import type { Ability, DeclaredCell } from './declared.ts'
import type { Scene } from './scene.ts'

/**
 * `money`: a window that takes it at once; `account`: a virtual account, which is paid into later; `slip`: one that is
 * paid later at the till of a convenience store; `pulled`: the PG sells by itself, and its feed of orders tells.
 */
export type Topic = Ability['kind'] | 'money' | 'account' | 'slip' | 'pulled'

/** A claim about every connector that can do something. `tell` throws where it does not hold. */
export interface Story {
  readonly name: string
  readonly about: readonly Topic[]
  /** Answers why it cannot be told here, where it cannot. */
  tell(scene: Scene): Promise<string | void>
}

export function story(
  name: string,
  about: readonly Topic[],
  tell: (scene: Scene) => Promise<string | void>,
): Story {
  return { name, about, tell }
}

export function topicsOf({ ability, gateway }: DeclaredCell): readonly Topic[] {
  if (ability.kind === 'window' && gateway.productOrders !== undefined) return ['pulled']
  if (ability.kind === 'account-by-api') return [ability.kind, 'account']
  if (ability.kind !== 'window') return [ability.kind]
  return [ability.kind, paidLater[ability.payMethod] ?? 'money']
}

const paidLater: Readonly<Record<string, Topic>> = { VIRTUAL_ACCOUNT: 'account', CONVENIENCE_STORE: 'slip' }

/** Nothing is taken when the window returns: an account was opened, or a slip printed. */
export function isPaidLater({ cell }: Pick<Scene, 'cell'>): boolean {
  return topicsOf(cell).some((topic) => topic === 'account' || topic === 'slip')
}

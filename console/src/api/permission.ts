import type { ConsoleAction, Me } from '@naru/server/wire/console'

/** Whether a button is worth showing. The server says what this person may do, and decides again on each call. */
export function may(me: Pick<Me, 'actions'>, action: ConsoleAction): boolean {
  return me.actions.includes(action)
}

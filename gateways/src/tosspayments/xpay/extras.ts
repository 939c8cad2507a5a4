import type { Order } from '../../port.ts'
import { child, text } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { isPlain, limits } from './plain-value.ts'

/** What the order itself decides: who is paid, how much, by what, and where the answer goes. */
const decided = new Set(
  (
    'MID OID AMOUNT TIMESTAMP HASHDATA TAXFREEAMOUNT PAYKEY RESPCODE RESPMSG TXID AUTHCODE TXNAME ENCODING ' +
    'WINDOW_TYPE VERSION PAYTYPE METHOD CUSTOM_PROCESSTYPE CUSTOM_FIRSTPAY CUSTOM_USABLEPAY CUSTOM_SWITCHINGTYPE ' +
    'CUSTOM_ROLLBACK ESCROW_USEYN CLOSEDATE AMOUNTCHECKYN'
  )
    .split(' ')
    .map((name) => `LGD_${name}`),
)
const addresses = /^LGD_(ENCODING_|.*URL$)/
const form = /^LGD_[A-Z0-9_]{1,40}$/

/** The merchant's own `LGD_*` members of `bypass.uplus`, by the PG's names (PortOne's V1 guide of this PG). */
function givenTo({ bypass }: Pick<Order, 'bypass'>): WireRecord {
  return child(bypass ?? {}, 'uplus') ?? {}
}

/** One extra; undefined when it is absent. */
export function extra(order: Pick<Order, 'bypass'>, name: string): string | undefined {
  return text(givenTo(order), name)
}

/** The first extra that the PG would refuse, or that would change what the order says. */
export function wrongExtra(order: Pick<Order, 'bypass'>): string | undefined {
  return Object.keys(givenTo(order)).find((name) => !isRight(name, extra(order, name)))
}

function isRight(name: string, value: string | undefined): boolean {
  if (!form.test(name) || decided.has(name) || addresses.test(name)) return false
  return value === undefined || (value.length <= limits.extra && isPlain(value))
}

/** All of them, for the window's form. */
export function extras(order: Pick<Order, 'bypass'>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const name of Object.keys(givenTo(order))) {
    const value = extra(order, name)
    if (value !== undefined && isRight(name, value)) fields[name] = value
  }
  return fields
}

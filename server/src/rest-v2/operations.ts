import { routePath, type Operation } from './operation.ts'
import { paymentOperations } from './payment-operations.ts'
import { platformOperations } from './platform-operations.ts'
import { taxInvoiceOperations } from './tax-invoice-operations.ts'

/** All operations of REST V2 (version 1.16.0 of the published description: 147), served or not. */
export const operations: readonly Operation[] = [
  ...paymentOperations,
  ...platformOperations,
  ...taxInvoiceOperations,
]

/**
 * Names that the published JavaScript client (0.19) still calls, with the operation that each one means.
 * They are in no description any more.
 */
export const aliases: readonly { readonly path: string; readonly of: string }[] = [
  'connect',
  'disconnect',
].flatMap((verb) =>
  ['', '/{id}'].map((rest) => ({
    path: `/platform/partners/member-company-${verb}${rest}`,
    of: `/platform/partners/counterparty-${verb}${rest}`,
  })),
)

const byRoute = new Map(
  operations.map((operation) => [`${operation.method} ${routePath(operation.path)}`, operation]),
)

/** The operation behind a route of the router; undefined for a route that REST V2 does not have. */
export function operationOf(method: string, route: string): Operation | undefined {
  return byRoute.get(`${method} ${route}`)
}

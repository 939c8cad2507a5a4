/**
 * `ordr_idxx` takes at most 40 letters and digits (standard payment guide). Our order number is a UUID, or
 * `imp_` and twelve digits in V1: hyphens and underscore are left out on the wire and put back on the way in.
 */
export function orderNumber(pgOrderId: string): string {
  return pgOrderId.replaceAll(/[-_]/g, '')
}

/** The id behind an order number; what is none of ours stays as it came. */
export function orderIdOf(orderNumber: string | undefined): string {
  if (/^imp\d{12}$/.test(orderNumber ?? '')) return (orderNumber ?? '').replace('imp', 'imp_')
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(orderNumber ?? '')
  return parts === null ? (orderNumber ?? '') : parts.slice(1).join('-')
}

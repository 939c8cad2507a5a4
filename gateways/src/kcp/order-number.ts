/**
 * `ordr_idxx` takes at most 40 letters and digits (standard payment guide). Our order number is a UUID, or
 * `imp_` (`imps_` of a charge) and twelve digits in V1: hyphens and underscore are left out on the wire and put back on the way in.
 */
export function orderNumber(pgOrderId: string): string {
  return pgOrderId.replaceAll(/[-_]/g, '')
}

/** The id behind an order number; what is none of ours stays as it came. */
export function orderIdOf(orderNumber: string | undefined): string {
  const former = /^(imps?)(\d{12})$/.exec(orderNumber ?? '')
  if (former !== null) return former.slice(1).join('_')
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(orderNumber ?? '')
  return parts === null ? (orderNumber ?? '') : parts.slice(1).join('-')
}

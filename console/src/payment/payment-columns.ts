/** The columns of 결제 내역, in their first order. */
export const paymentColumns = [
  'status',
  'order',
  'customer',
  'method',
  'pg',
  'amount',
  'kind',
  'requestedAt',
  'changedAt',
  'paymentId',
  'transactionId',
] as const
export type PaymentColumn = (typeof paymentColumns)[number]

/** Every column in its order, and whether it is shown. */
export type ColumnLayout = readonly { readonly key: PaymentColumn; readonly isShown: boolean }[]

const hiddenAtFirst: readonly PaymentColumn[] = ['paymentId', 'transactionId']
export const firstLayout: ColumnLayout = paymentColumns.map((key) => ({
  key,
  isShown: !hiddenAtFirst.includes(key),
}))

export function shownColumns(layout: ColumnLayout): readonly PaymentColumn[] {
  return layout.filter((column) => column.isShown).map((column) => column.key)
}

/** The layout that shows exactly these. Columns of a newer console stay out of sight; unknown names are dropped. */
export function layoutOf(shown: readonly string[]): ColumnLayout {
  const known = paymentColumns.filter((key) => shown.includes(key))
  if (known.length === 0) return firstLayout
  const order = known.toSorted((left, right) => shown.indexOf(left) - shown.indexOf(right))
  return [
    ...order.map((key) => ({ key, isShown: true })),
    ...paymentColumns.filter((key) => !known.includes(key)).map((key) => ({ key, isShown: false })),
  ]
}

/** Moves a column to another place; places outside the list are its ends. */
export function moveColumn(layout: ColumnLayout, key: PaymentColumn, place: number): ColumnLayout {
  const moved = layout.find((column) => column.key === key)
  if (moved === undefined) return layout
  const rest = layout.filter((column) => column.key !== key)
  const at = Math.min(Math.max(place, 0), rest.length)
  return [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** Shows or hides a column. The last one stays: an empty table helps nobody. */
export function toggleColumn(layout: ColumnLayout, key: PaymentColumn): ColumnLayout {
  const next = layout.map((column) => (column.key === key ? { ...column, isShown: !column.isShown } : column))
  return next.some((column) => column.isShown) ? next : layout
}

const storageKey = 'naru.payment-columns'

export function readLayout(): ColumnLayout {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? layoutOf(stored.map(String)) : firstLayout
  } catch {
    return firstLayout
  }
}

export function rememberLayout(layout: ColumnLayout): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(shownColumns(layout)))
  } catch {
    // Without storage the layout lasts until the page is left.
  }
}

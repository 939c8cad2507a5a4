import type { ProductOrderAction } from '@naru/gateways'
import type { V1Input } from '../credential/v1-input.ts'
import { refuseCommon } from '../foundation/refusal.ts'

/** V1's codes, which are Naver Pay's own (V1's published description). */
const cancelReasons = [
  'SOLD_OUT',
  'DELAYED_DELIVERY',
  'PRODUCT_UNSATISFIED',
  'INTENT_CHANGED',
  'COLOR_AND_SIZE',
  'WRONG_ORDER',
  'INCORRECT_INFO',
]
const returnReasons = [
  'INTENT_CHANGED',
  'COLOR_AND_SIZE',
  'WRONG_ORDER',
  'PRODUCT_UNSATISFIED',
  'DELAYED_DELIVERY',
  'SOLD_OUT',
  'DROPPED_DELIVERY',
  'BROKEN',
  'INCORRECT_INFO',
  'WRONG_DELIVERY',
  'WRONG_OPTION',
]
const holdReasons = [
  'RETURN_DELIVERYFEE',
  'EXTRAFEEE',
  'RETURN_DELIVERYFEE_AND_EXTRAFEEE',
  'RETURN_PRODUCT_NOT_DELIVERED',
  'ETC',
]
const shipMethods = ['DELIVERY', 'GDFW_ISSUE_SVC', 'VISIT_RECEIPT', 'DIRECT_DELIVERY', 'QUICK_SVC', 'NOTHING']
const returnMethods = ['RETURN_DESIGNATED', 'RETURN_DELIVERY', 'RETURN_INDIVIDUAL']
const companies = (
  'CJGLS KGB DONGBU EPOST REGISTPOST HANJIN HYUNDAI KGBLS INNOGIS DAESIN ILYANG KDEXP CHUNIL CH1 HDEXP CVSNET DHL ' +
  'FEDEX GSMNTON WARPEX WIZWA EMS DHLDE ACIEXPRESS EZUSA PANTOS UPS HLCGLOBAL KOREXG TNT SWGEXP DAEWOON USPS ' +
  'IPARCEL KUNYOUNG HPL DADREAM SLX SFEXPRESS HONAM'
).split(' ')

const memoMax = 1_000
const trackingMax = 100
const chargeMax = 100_000_000

/** Each operation's path and how its body becomes an action. */
export const productOrderActions: readonly (readonly [
  path: string,
  read: (input: V1Input) => ProductOrderAction,
])[] = [
  [
    'cancel',
    (input) => ({ kind: 'cancel', reason: codeOr(input, 'reason', cancelReasons, 'PRODUCT_UNSATISFIED') }),
  ],
  ['approve-cancel', () => ({ kind: 'approve-cancel' })],
  [
    'ship',
    (input) => {
      const dispatchedAt = input.instant('dispatched_at')
      const parcel = readParcel(input, shipMethods, 'DELIVERY')
      if (dispatchedAt === undefined) throw refuseCommon('INVALID_REQUEST', 'dispatched_at: is required')
      return { kind: 'ship', ...parcel, dispatchedAt }
    },
  ],
  ['ship-exchanged', (input) => ({ kind: 'ship-exchanged', ...readParcel(input, shipMethods, 'DELIVERY') })],
  ['collect-exchanged', () => ({ kind: 'collect-exchanged' })],
  ['place', () => ({ kind: 'place' })],
  [
    'request-return',
    (input) => ({
      kind: 'request-return',
      reason: codeOr(input, 'reason', returnReasons, 'INTENT_CHANGED'),
      ...readParcel(input, returnMethods, 'RETURN_DELIVERY'),
    }),
  ],
  [
    'approve-return',
    (input) => {
      const memo = readMemo(input)
      return { kind: 'approve-return', ...(memo === undefined ? {} : { memo }) }
    },
  ],
  ['reject-return', (input) => ({ kind: 'reject-return', memo: requiredMemo(input) })],
  [
    'withhold-return',
    (input) => ({
      kind: 'withhold-return',
      reason: codeOr(input, 'reason', holdReasons, 'ETC'),
      memo: requiredMemo(input),
      extraChargeMinor: input.integer('extra_charge', 0, chargeMax) ?? 0,
    }),
  ],
  ['resolve-return', () => ({ kind: 'resolve-return' })],
]

const idsMax = 100

/** `product_order_id[]`; empty means all. */
export function readProductOrderIds(input: V1Input): readonly string[] {
  const ids = [...new Set(input.list('product_order_id'))]
  if (ids.length > idsMax || ids.some((id) => id === '' || id.length > 100))
    throw refuseCommon('INVALID_REQUEST', `product_order_id[]: ${idsMax} at most`)
  return ids
}

/** A wrong code of a reason falls back to V1's default. */
function codeOr(input: V1Input, name: string, known: readonly string[], fallback: string): string {
  const code = input.text(name)?.toUpperCase()
  return code !== undefined && known.includes(code) ? code : fallback
}

/** Company and number where a parcel service carries it. */
function readParcel(input: V1Input, methods: readonly string[], parcel: string) {
  const method = input.text('delivery_method')?.toUpperCase() ?? ''
  if (!methods.includes(method))
    throw refuseCommon('INVALID_REQUEST', `delivery_method: ${methods.join(', ')}`)
  const company = input.text('delivery_company')?.toUpperCase()
  const trackingNumber = input.text('tracking_number')?.trim()
  if (company !== undefined && !companies.includes(company))
    throw refuseCommon('INVALID_REQUEST', `delivery_company: ${company.slice(0, 30)}`)
  if (trackingNumber !== undefined && trackingNumber.length > trackingMax)
    throw refuseCommon('INVALID_REQUEST', `tracking_number: ${trackingMax} at most`)
  const isParcel = method === parcel
  if (isParcel && (company === undefined || trackingNumber === undefined || trackingNumber === ''))
    throw refuseCommon('INVALID_REQUEST', `delivery_company, tracking_number: required for ${parcel}`)
  return {
    method,
    ...(company === undefined ? {} : { company }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
  }
}

function readMemo(input: V1Input): string | undefined {
  const memo = input.text('memo')
  if (memo !== undefined && memo.length > memoMax)
    throw refuseCommon('INVALID_REQUEST', `memo: ${memoMax} at most`)
  return memo
}

function requiredMemo(input: V1Input): string {
  const memo = readMemo(input)?.trim()
  if (memo === undefined || memo === '') throw refuseCommon('INVALID_REQUEST', 'memo: is required')
  return memo
}

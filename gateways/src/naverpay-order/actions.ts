import type { GatewayContext, ProductOrderAction, ServiceAnswer } from '../port.ts'
import { callMall } from './soap.ts'
import type { Member } from './soap.ts'

/**
 * The order API's operations on one product order. Names and members are those of public merchant code (a Gnuboard and an
 * XE module, and classes generated from the sibling service's WSDL).
 */
export async function act(
  context: GatewayContext,
  call: { readonly productOrderId: string; readonly action: ProductOrderAction },
): Promise<ServiceAnswer> {
  const [operation, members] = requestOf(call.action)
  const answer = await callMall(context, operation, [
    ['mall', 'ProductOrderID', call.productOrderId],
    ...members,
  ])
  if (answer.kind !== 'done') return answer
  return { kind: 'done', at: context.now, raw: JSON.stringify({ operation, ...call }) }
}

export function requestOf(
  action: ProductOrderAction,
): readonly [operation: string, members: readonly Member[]] {
  switch (action.kind) {
    case 'place':
      return ['PlaceProductOrder', [mall('CheckReceiverAddressChanged', 'false')]]
    case 'ship':
      return [
        'ShipProductOrder',
        [
          mall('DeliveryMethodCode', action.method),
          ...optional('DeliveryCompanyCode', action.company),
          ...optional('TrackingNumber', action.trackingNumber),
          mall('DispatchDate', action.dispatchedAt.toISOString()),
        ],
      ]
    case 'cancel':
      return ['CancelSale', [mall('CancelReasonCode', action.reason)]]
    case 'approve-cancel':
      return ['ApproveCancelApplication', [mall('EtcFeeDemandAmount', '0'), mall('Memo', '')]]
    case 'request-return':
      return [
        'RequestReturn',
        [
          mall('ReturnReasonCode', action.reason),
          mall('CollectDeliveryMethodCode', action.method),
          ...optional('CollectDeliveryCompanyCode', action.company),
          ...optional('CollectTrackingNumber', action.trackingNumber),
        ],
      ]
    case 'approve-return':
      return ['ApproveReturnApplication', [mall('EtcFeeDemandAmount', '0'), mall('Memo', action.memo ?? '')]]
    case 'reject-return':
      return ['RejectReturn', [mall('RejectDetailContent', action.memo)]]
    case 'withhold-return':
      return [
        'WithholdReturn',
        [
          mall('ReturnHoldCode', action.reason),
          mall('ReturnHoldDetailContent', action.memo),
          mall('EtcFeeDemandAmount', String(action.extraChargeMinor)),
        ],
      ]
    case 'resolve-return':
      return ['ReleaseReturnHold', []]
    case 'collect-exchanged':
      return ['ApproveCollectedExchange', []]
    case 'ship-exchanged':
      return [
        'ReDeliveryExchange',
        [
          mall('ReDeliveryMethodCode', action.method),
          ...optional('ReDeliveryCompanyCode', action.company),
          ...optional('ReDeliveryTrackingNumber', action.trackingNumber),
        ],
      ]
  }
}

function mall(name: string, value: string): Member {
  return ['mall', name, value]
}

function optional(name: string, value: string | undefined): readonly Member[] {
  return value === undefined ? [] : [mall(name, value)]
}

import type { UiType, WindowType } from '@naru/gateways'
import type { WindowKind } from '../wire/checkout.ts'
import { refuseCheckout } from './checkout-errors.ts'
import type { PaymentRequest } from './read-payment-request.ts'

/**
 * Which window opens: the one asked for on this device, else the PG's default. A type outside the PG's list is
 * refused before anything opens; REDIRECTION needs somewhere to come back to; a page without an origin of its
 * own (`null`) cannot frame or be messaged, so it is redirected when it can be. A PG that draws a button in the shop's
 * page is paid by that button only, and only such a PG.
 */
export function chooseWindow(
  module: {
    readonly code: string
    readonly window?:
      { readonly pc: readonly WindowType[]; readonly mobile: readonly WindowType[] } | undefined
    /** The module's button for what is asked, drawn in the shop's page. */
    readonly button?: UiType | undefined
  },
  request: Pick<PaymentRequest, 'windowType' | 'redirectUrl' | 'uiType'>,
  device: 'PC' | 'MOBILE',
  pageOrigin: string | null,
): WindowKind {
  const allowed = (device === 'PC' ? module.window?.pc : module.window?.mobile) ?? []
  const asked = device === 'PC' ? request.windowType.pc : request.windowType.mobile
  const key = device === 'PC' ? 'windowType.pc' : 'windowType.mobile'
  const fallback = allowed[0]
  if (fallback === undefined)
    throw refuseCheckout('ChannelNotFound', `${module.code}: 결제창 없음 / no window`)
  if (request.uiType !== undefined && request.uiType !== module.button)
    throw refuseCheckout(
      'RequestParseFailed',
      `uiType: ${request.uiType}, ${module.code}: ${module.button ?? '-'}`,
    )
  if (request.uiType === undefined && fallback === 'UI')
    throw refuseCheckout(
      'BadRequest',
      `uiType: ${module.code}은(는) loadPaymentUI, loadIssueBillingKeyUI로 여는 버튼으로 결제합니다 / ${module.code} is paid by its button: loadPaymentUI, loadIssueBillingKeyUI`,
    )
  const found = asked === undefined ? fallback : allowed.find((type) => type === asked)
  if (found === undefined)
    throw refuseCheckout(
      'RequestParseFailed',
      `${key}: ${asked ?? ''}, ${module.code}: ${allowed.join(', ')}`,
    )
  const type =
    pageOrigin === null &&
    asked === undefined &&
    allowed.includes('REDIRECTION') &&
    request.redirectUrl !== undefined
      ? 'REDIRECTION'
      : found
  if (type === 'REDIRECTION' && request.redirectUrl === undefined)
    throw refuseCheckout('BadRequest', 'redirectUrl')
  return type
}

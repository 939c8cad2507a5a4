import type { DrawUiAnswer, GatewayContext, JsonObject, UiRequest } from '../port.ts'
import { isPaypalCurrency } from './amount.ts'
import { objectIn, paypalBypass, textIn } from './bypass.ts'
import { paypalHosts } from './environment.ts'

/** What PayPal's button may look like (JavaScript SDK reference, `style`; heights 25–55 px). */
const styles: Readonly<Record<string, readonly string[]>> = {
  color: ['gold', 'blue', 'silver', 'white', 'black'],
  shape: ['rect', 'pill', 'sharp'],
  layout: ['vertical', 'horizontal'],
  label: ['paypal', 'checkout', 'buynow', 'pay', 'installment', 'subscribe', 'donate'],
}

/** The script's address carries the contract; each button gets a namespace of its own, because their scripts differ. */
export function drawUi(context: GatewayContext, request: UiRequest): DrawUiAnswer {
  const isBilling = request.uiType === 'PAYPAL_RT'
  const { clientId = '', merchantId = '' } = context.credentials
  const currency = request.currency ?? 'USD'
  if (!isPaypalCurrency(currency))
    return refused(
      'currency',
      `페이팔이 지원하지 않는 통화입니다: ${currency}`,
      `PayPal does not take this currency: ${currency}`,
    )
  const extras = paypalBypass(request.bypass)
  const style = readStyle(objectIn(extras, 'style') ?? {})
  if (style.kind === 'refused') return style
  const query = new URLSearchParams({
    'client-id': clientId,
    'merchant-id': merchantId,
    components: 'buttons',
    currency,
    ...(isBilling ? { vault: 'true', intent: 'tokenize' } : { intent: 'capture', commit: 'true' }),
  })
  for (const name of ['enable-funding', 'disable-funding']) {
    const list = textIn(extras, name)?.replaceAll(/\s/g, '')
    if (list !== undefined) query.set(name, list)
  }
  // PayPal honours the country in its sandbox only, and live pages that name one are refused.
  if (request.country !== undefined && context.mode === 'TEST') query.set('buyer-country', request.country)
  const namespace = isBilling ? 'naruPaypalRt' : 'naruPaypalSpb'
  return {
    kind: 'drawn',
    drawing: {
      kind: 'paypal-buttons',
      scriptUrl: `${paypalHosts(context.environment).script}?${query.toString()}`,
      attributes: { 'data-namespace': namespace },
      namespace,
      ask: isBilling ? 'createBillingAgreement' : 'createOrder',
      style: style.style,
    },
  }
}

function readStyle(
  style: JsonObject,
): { readonly kind: 'style'; readonly style: JsonObject } | Extract<DrawUiAnswer, { kind: 'refused' }> {
  for (const [key, allowed] of Object.entries(styles)) {
    const value = style[key]
    if (value !== undefined && !allowed.some((each) => each === value))
      return refused(
        `bypass.paypal_v2.style.${key}`,
        `페이팔 버튼의 ${key}는 ${allowed.join(', ')} 가운데 하나여야 합니다.`,
        `The ${key} of PayPal’s button is one of ${allowed.join(', ')}.`,
      )
  }
  const { height } = style
  if (height !== undefined && !(Number.isSafeInteger(height) && Number(height) >= 25 && Number(height) <= 55))
    return refused(
      'bypass.paypal_v2.style.height',
      '페이팔 버튼의 height는 25에서 55 사이의 정수여야 합니다.',
      'The height of PayPal’s button is a whole number from 25 to 55.',
    )
  const known = new Set([...Object.keys(styles), 'height', 'tagline', 'period'])
  return {
    kind: 'style',
    style: Object.fromEntries(Object.entries(style).filter(([key]) => known.has(key))),
  }
}

function refused(
  field: string,
  messageKo: string,
  messageEn: string,
): Extract<DrawUiAnswer, { kind: 'refused' }> {
  return { kind: 'refused', field, messageKo, messageEn }
}

/**
 * The script of `/v2/standard`: global `TossPayments`, of which the part that
 * opens the payment window and the billing window in redirect mode. It navigates the frame it runs in,
 * so the page that loads it needs no form or frame permission in its policy.
 */
export function sdkScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  const packed = (value) => {
    let bytes = ''
    for (const byte of new TextEncoder().encode(JSON.stringify(value))) bytes += String.fromCharCode(byte)
    return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  }
  const problem = (code, message) => Promise.reject(Object.assign(new Error(message), { code }))
  function TossPayments(clientKey) {
    if (typeof clientKey !== 'string' || clientKey === '')
      throw Object.assign(new Error('clientKey 가 필요합니다.'), { code: 'INVALID_CLIENT_KEY' })
    return {
      payment({ customerKey } = {}) {
        const open = (path, request) => {
          if (typeof customerKey !== 'string') return problem('INVALID_CUSTOMER_KEY', 'customerKey 가 필요합니다.')
          if (typeof request !== 'object' || request === null) return problem('INVALID_PARAMETERS', '결제 정보가 필요합니다.')
          const query = new URLSearchParams({ clientKey, customerKey, request: packed(request) })
          location.assign(origin + path + '?' + query)
          return new Promise(() => {})
        }
        return {
          requestPayment: (request) => open('/tosspayments/window/open', request),
          requestBillingAuth: (request) => open('/tosspayments/billing/open', request),
        }
      },
    }
  }
  TossPayments.ANONYMOUS = '@@ANONYMOUS'
  window.TossPayments = TossPayments
})()
`
}

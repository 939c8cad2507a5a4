/**
 * The script of `/sdk/js`: `Buttons({style, createOrder | createBillingAgreement, onApprove, onCancel, onError})` with
 * `render(element)`, under the name of the tag's `data-namespace`. A press opens the buyer's page in a popup at once, as
 * browsers allow it only there, and sends it on when the shop has answered with an order.
 */
export function sdkScript(publicOrigin: string, locale: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  const own = document.currentScript
  const namespace = (own && own.getAttribute('data-namespace')) || 'paypal'
  const colors = { gold: '#ffc439', blue: '#0070ba', silver: '#eee', white: '#fff', black: '#2c2e2f' }
  const words = { paypal: 'PayPal', checkout: 'PayPal Checkout', buynow: 'Buy Now with PayPal', pay: 'Pay with PayPal', installment: 'PayPal', subscribe: 'PayPal Subscribe', donate: 'PayPal Donate' }
  function Buttons(options) {
    const style = options.style || {}
    const press = async (button) => {
      if (button.disabled) return
      button.disabled = true
      const popup = window.open('about:blank', 'naru-paypal', 'popup,width=480,height=720')
      const ask = options.createOrder || options.createBillingAgreement
      let heard = () => {}
      let watch = 0
      const done = () => {
        clearInterval(watch)
        removeEventListener('message', heard)
        button.disabled = false
      }
      try {
        const token = await ask({}, {})
        if (popup === null) throw new Error('The popup was blocked.')
        const ended = new Promise((resolve) => {
          heard = (event) => {
            if (event.source !== popup || event.origin !== new URL(origin).origin) return
            if (event.data && event.data.paypal === 'simulator') resolve(event.data)
          }
          addEventListener('message', heard)
          watch = setInterval(() => popup.closed && resolve({}), 200)
        })
        popup.location.href = origin + '/paypal/checkoutnow?popup=1&lang=${locale}&token=' + encodeURIComponent(token)
        const { approved } = await ended
        popup.close()
        if (approved) await (options.onApprove && options.onApprove(approved, { restart: () => {} }))
        else if (options.onCancel) await options.onCancel({ orderID: token })
      } catch (error) {
        if (popup) popup.close()
        if (options.onError) options.onError(error)
      } finally {
        done()
      }
    }
    return {
      isEligible: () => true,
      close: async () => {},
      render: async (target) => {
        const element = typeof target === 'string' ? document.querySelector(target) : target
        if (!element) throw new Error('Document is ready and element does not exist')
        const button = document.createElement('button')
        button.type = 'button'
        button.className = 'paypal-button'
        button.textContent = words[style.label] || words.paypal
        const color = style.color || 'gold'
        Object.assign(button.style, {
          width: '100%', minHeight: (style.height || 45) + 'px', border: color === 'white' ? '1px solid #555' : '0',
          borderRadius: style.shape === 'pill' ? '999px' : '4px', background: colors[color] || colors.gold,
          color: color === 'blue' || color === 'black' ? '#fff' : '#111', font: 'bold 16px sans-serif', cursor: 'pointer',
        })
        button.addEventListener('click', () => press(button))
        element.append(button)
      },
    }
  }
  window[namespace] = { version: 'simulator', FUNDING: {}, Buttons }
})()
`
}

/** The popup's last page tells the button how it ended. */
export const popupScript = `addEventListener('DOMContentLoaded', () => {
  const said = document.getElementById('said')
  if (!window.opener || !said) return
  window.opener.postMessage({ paypal: 'simulator', approved: JSON.parse(said.dataset.approved) }, '*')
})
`

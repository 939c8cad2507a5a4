/**
 * `xpay_crossplatform.js`: `openXpay` lays the window over the shop's page, `open_paymentwindow` leaves the page for it.
 * Either posts the shop's form as it stands.
 */
export function crossplatformScript(publicOrigin: string): string {
  return `(() => {
  const action = ${JSON.stringify(`${publicOrigin}/tosspayments/xpay/window`)}
  const post = (form, target) => {
    const asked = document.createElement('form')
    for (const { name, value } of form.elements) {
      if (!name) continue
      const input = document.createElement('input')
      input.type = 'hidden'
      input.name = name
      input.value = value
      asked.append(input)
    }
    asked.hidden = true
    asked.method = 'post'
    asked.acceptCharset = 'utf-8'
    asked.action = action
    asked.target = target
    document.body.append(asked)
    HTMLFormElement.prototype.submit.call(asked)
    asked.remove()
  }
  window.openXpay = (form, platform, windowType) => {
    if (windowType !== 'iframe') return window.open_paymentwindow(form, platform, windowType)
    const frame = document.createElement('iframe')
    frame.name = 'xpay-' + Date.now()
    frame.title = '토스페이먼츠'
    Object.assign(frame.style, { position: 'fixed', inset: '0', width: '100%', height: '100%', border: '0', zIndex: '9999', background: '#fff' })
    document.body.append(frame)
    post(form, frame.name)
    return frame.contentWindow
  }
  window.open_paymentwindow = (form) => {
    post(form, '_self')
    return window
  }
})()
`
}

/**
 * The SDK: `EXIMBAY.request_pay({fgkey, …})`. It wants jQuery on the page, as the real one does, and with `display_type`
 * `R` it takes the page that it stands in to the window.
 */
export function sdkScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  window.EXIMBAY = {
    request_pay(request) {
      if (typeof window.jQuery !== 'function') throw new Error('EXIMBAY: jQuery is required.')
      const $ = window.jQuery
      const form = $('<form>', { method: 'post', action: origin + '/eximbay/window/open', 'accept-charset': 'UTF-8' })
      $('<input>', { type: 'hidden', name: 'request' }).val(JSON.stringify(request)).appendTo(form)
      form.hide().appendTo(document.body)
      form[0].submit()
    },
  }
})()
`
}

/** The script of the PC window: `INIStdPay.pay(formId)` posts the form in the frame it runs in. */
export function stdpayScript(publicOrigin: string): string {
  return `window.INIStdPay = {
  init() {},
  pay(formId) {
    const form = document.getElementById(formId)
    if (!(form instanceof HTMLFormElement)) throw new Error('INIStdPay: no form ' + formId)
    form.action = ${JSON.stringify(`${publicOrigin}/inicis/stdpay/window`)}
    form.method = 'post'
    form.acceptCharset = 'UTF-8'
    form.target = '_self'
    form.submit()
  },
}
`
}

/**
 * The PC script: `goPay(form)` shows the window above the page, writes what came out into the form, and calls the page's
 * `nicepaySubmit` or `nicepayClose` (webapi guide, PC window).
 */
export function pgWebScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  window.goPay = (form) => {
    const frame = document.createElement('iframe')
    frame.name = 'nice-' + Date.now()
    frame.title = '나이스페이먼츠'
    Object.assign(frame.style, { position: 'fixed', inset: '0', width: '100%', height: '100%', border: '0', zIndex: '9999', background: '#fff' })
    document.body.append(frame)
    const asked = document.createElement('form')
    for (const { name, value } of form.elements) {
      if (!name) continue
      const input = document.createElement('input')
      input.type = 'hidden'
      input.name = name
      input.value = value
      asked.append(input)
    }
    const action = document.createElement('input')
    action.type = 'hidden'
    action.name = 'SimulatorFormAction'
    action.value = form.action
    asked.append(action)
    asked.hidden = true
    asked.method = 'post'
    asked.acceptCharset = 'euc-kr'
    asked.action = origin + '/nice/v3/webstd/window'
    asked.target = frame.name
    document.body.append(asked)
    addEventListener('message', function heard(event) {
      if (event.origin !== origin || event.source !== frame.contentWindow) return
      if (!event.data || event.data.nice === undefined) return
      removeEventListener('message', heard)
      frame.remove()
      if (event.data.nice === 'closed') return window.nicepayClose()
      for (const [name, value] of Object.entries(event.data.result)) {
        let field = form.elements.namedItem(name)
        if (!field) {
          field = document.createElement('input')
          field.type = 'hidden'
          field.name = name
          form.append(field)
        }
        field.value = value
      }
      window.nicepaySubmit()
    })
    HTMLFormElement.prototype.submit.call(asked)
    asked.remove()
  }
})()
`
}

/** Runs in the window's last page: hands the result to the page around it, or tells that the buyer closed. */
export const doneScript = `addEventListener('DOMContentLoaded', () => {
  const form = document.getElementById('result')
  if (!(form instanceof HTMLFormElement)) return
  const message = form.dataset.closed
    ? { nice: 'closed' }
    : { nice: 'done', result: Object.fromEntries(new FormData(form)) }
  const hand = () => parent.postMessage(message, '*')
  form.addEventListener('submit', (event) => { event.preventDefault(); hand() })
  hand()
})
`

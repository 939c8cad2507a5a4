/**
 * The PC script: `KCP_Pay_Execute_Web(form)` shows the window above the page, and gives what came out to the page's
 * `m_Completepayment`; `GetField` copies it into the form (standard payment guide).
 */
export function hubScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  window.GetField = (form, result) => {
    const values = typeof result === 'string' ? JSON.parse(result) : result
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name)
      if (field) field.value = value
    }
  }
  window.KCP_Pay_Execute_Web = (form) => {
    if (typeof window.m_Completepayment !== 'function') throw new Error('m_Completepayment 를 먼저 선언하세요.')
    const frame = document.createElement('iframe')
    frame.name = 'kcp-' + Date.now()
    frame.title = 'NHN KCP'
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
    asked.hidden = true
    asked.method = 'post'
    asked.acceptCharset = 'UTF-8'
    asked.action = origin + '/kcp/spay/window'
    asked.target = frame.name
    document.body.append(asked)
    addEventListener('message', function heard(event) {
      if (event.origin !== origin || event.source !== frame.contentWindow) return
      if (!event.data || event.data.kcp !== 'done') return
      removeEventListener('message', heard)
      window.m_Completepayment(event.data.result, () => frame.remove())
    })
    HTMLFormElement.prototype.submit.call(asked)
    asked.remove()
  }
})()
`
}

/** Runs in the window's last page: hands the result to the page around it. */
export const doneScript = `addEventListener('DOMContentLoaded', () => {
  const form = document.getElementById('result')
  if (!(form instanceof HTMLFormElement)) return
  const hand = () => parent.postMessage({ kcp: 'done', result: Object.fromEntries(new FormData(form)) }, '*')
  form.addEventListener('submit', (event) => { event.preventDefault(); hand() })
  hand()
})
`

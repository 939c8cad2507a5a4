/** Buttons of the desk page: each calls the control desk and says what came back. */
export const deskScript = `addEventListener('DOMContentLoaded', () => {
  const said = document.getElementById('said')
  const call = async (method, path, body) => {
    const answer = await fetch(path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
    const value = await answer.json()
    if (!answer.ok) throw new Error(document.documentElement.lang === 'ko' ? value.messageKo : value.message)
    return value
  }
  document.addEventListener('submit', async (event) => {
    event.preventDefault()
    const form = event.target
    const body = form.dataset.body ? JSON.parse(form.dataset.body) : undefined
    for (const [name, value] of new FormData(form)) if (body) body[name] = value
    try {
      await call(form.dataset.method, form.getAttribute('action'), body)
      said.textContent = form.dataset.done
      if (form.dataset.reload) location.reload()
    } catch (error) {
      said.textContent = error.message
    }
  })
})
`

// Runs before the first paint, as a file of its own because the page allows no inline script: without it a dark
// console would flash white, and an English one would be announced as Korean.
;(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const chosen = read('naru.theme')
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const language = read('naru.language') === 'en' ? 'en' : 'ko'
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
  document.documentElement.lang = language

  // What this address will need is asked for now, beside the first script. The build writes the table.
  const table = '__NARU_AHEAD__'
  if (typeof table === 'string') return
  const { pathname } = location
  const screen = table.screens.find(([path]) => pathname.startsWith(path))
  for (const href of [...table.languages[language], ...(screen?.[1] ?? [])]) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = href
    document.head.append(link)
  }
  // The answers that these screens draw nothing without (console/src/api/ahead.ts takes them).
  const ask = (name) =>
    fetch(`/console/api/${name}`, {
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'accept-language': language },
    })
  const [, area] = pathname.split('/')
  const names = { dev: [], operator: [], auth: ['installation'] }[area] ?? ['me', 'installation']
  window.naruAhead = new Map(names.map((name) => [`/console/api/${name}`, ask(name)]))
  for (const answer of window.naruAhead.values()) answer.catch(() => undefined)
})()

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
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
  document.documentElement.lang = read('naru.language') === 'en' ? 'en' : 'ko'
})()

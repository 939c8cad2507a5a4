/**
 * What a screen will ask for is known before the first script runs: its address names it. The table made here goes into
 * `first-paint.js`, which tells the browser at once, so the files come beside the first script and not after it.
 */

/** Address → screens drawn there; the first row that fits counts. Rare screens are left to load when they are asked for. */
const screens = [
  ['/auth/signup', ['account/auth-layout', 'account/sign-up-screen']],
  ['/auth/', ['account/auth-layout', 'account/sign-in-screen']],
  [
    '/integration-v2/manage/api-keys',
    ['shell/integration-layout', 'credential/api-keys-screen', 'shell/shell'],
  ],
  ['/integration-v2/manage/webhook', ['shell/integration-layout', 'webhook/webhook-screen', 'shell/shell']],
  ['/integration-v2/manage', ['shell/integration-layout', 'channel/channel-screen', 'shell/shell']],
  ['/payments', ['shell/shell', 'payment/payments-screen']],
  ['/', ['shell/shell', 'home/home-screen']],
]

/**
 * @param manifest the build's, by source
 * @param {string[]} named scripts that the page names itself
 * @returns {{languages: Record<string, string[]>, screens: [string, string[]][]}} addresses of scripts
 */
export function aheadTable(manifest, named) {
  const scripts = (...sources) =>
    scriptsOf(manifest, sources)
      .filter((file) => !named.includes(file))
      .map((file) => `/${file}`)
  return {
    languages: { ko: scripts('language/ko.ts'), en: scripts('language/en.ts') },
    screens: screens.map(([path, names]) => [path, scripts(...names.map((name) => `${name}.tsx`))]),
  }
}

/** The scripts of these sources with all that they import at once. */
function scriptsOf(manifest, sources) {
  const found = new Set()
  for (const source of sources) {
    if (manifest[`src/${source}`] === undefined) throw new Error(`no script was built of src/${source}`)
    collect(manifest, `src/${source}`, found)
  }
  return [...found].map((key) => manifest[key].file)
}

function collect(manifest, key, into) {
  if (into.has(key)) return
  into.add(key)
  for (const next of manifest[key].imports ?? []) collect(manifest, next, into)
}

/** The languages that the buyer's pages speak. */
export type Language = 'ko' | 'en' | 'zh-CN' | 'zh-TW' | 'ja'

/**
 * The attempt's locale (`EN_US`) first, then the browser's languages in order, then Korean. An unknown locale is
 * one that we have no texts for, so the browser's next language gets its turn.
 */
export function chooseLanguage(locale: string | undefined, browserLanguages: readonly string[]): Language {
  for (const wish of [locale ?? '', ...browserLanguages]) {
    const language = known(wish.replace('_', '-').toLowerCase())
    if (language !== undefined) return language
  }
  return 'ko'
}

function known(tag: string): Language | undefined {
  if (tag.startsWith('ko')) return 'ko'
  if (tag.startsWith('en')) return 'en'
  if (tag.startsWith('ja')) return 'ja'
  if (/^zh-(?:tw|hk|mo|hant)/.test(tag)) return 'zh-TW'
  if (tag.startsWith('zh')) return 'zh-CN'
  return undefined
}

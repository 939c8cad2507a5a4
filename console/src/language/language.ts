export type Language = 'ko' | 'en'

const storageKey = 'naru.language'

/** Korean unless somebody chose English on this browser. */
export function storedLanguage(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'ko'
  } catch {
    return 'ko'
  }
}

/** The language of the page, which is also the one in which the server shall word its refusals. */
export function currentLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'ko'
}

/** Keeps the choice and tells screen readers. A browser without storage keeps it for this visit only. */
export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage may be forbidden; the page still speaks the chosen language until it is left.
  }
}

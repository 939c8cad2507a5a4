import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { ko } from './ko.ts'
import type { Language } from './language.ts'
import { rememberLanguage, storedLanguage } from './language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof ko }
  }
}

/** Each language is a chunk of its own, so that nobody loads the one that he does not read. */
const catalogues = {
  ko: async () => (await import('./ko.ts')).ko,
  en: async () => (await import('./en.ts')).en,
} satisfies Record<Language, () => Promise<unknown>>

/** Starts with the stored language; nothing is drawn before its words are there, so nothing shifts. */
export async function startLanguage(): Promise<void> {
  const language = storedLanguage()
  rememberLanguage(language)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await catalogues[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await catalogues[language]())
  }
  rememberLanguage(language)
  await i18next.changeLanguage(language)
}

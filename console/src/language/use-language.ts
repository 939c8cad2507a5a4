import { useTranslation } from 'react-i18next'
import type { Language } from './language.ts'

/** The language on the screen; redraws when it changes. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'ko'
}

/** Chooses between the two wordings that the API sends side by side. */
export function usePick(): (ko: string, en: string) => string {
  const language = useLanguage()
  return (ko, en) => (language === 'en' ? en : ko)
}

import { useTranslation } from 'react-i18next'

const surfaces = { 결제창: 'window', API: 'api', 간편결제: 'easyPay', 본인인증: 'identity' } as const
const categories = { 결제대행사: 'pg', '간편결제 직연동': 'easyPay', '해외 결제대행사': 'overseas' } as const

/** The catalogue names surfaces and groups in Korean; these are their words in the user's language. */
export function useCatalogueLabels() {
  const { t } = useTranslation()
  return {
    surface: (name: string) => (isKeyOf(surfaces, name) ? t(`channel.surface.${surfaces[name]}`) : name),
    category: (name: string) =>
      isKeyOf(categories, name) ? t(`channel.category.${categories[name]}`) : name,
  }
}

function isKeyOf<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key)
}

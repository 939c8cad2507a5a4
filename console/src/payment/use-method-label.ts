import { useTranslation } from 'react-i18next'
import { paymentMethods } from './payment-search.ts'

/** The word for a pay method; one that this console does not know yet keeps its wire name. */
export function useMethodLabel(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation()
  return (code) => {
    const known = paymentMethods.find((method) => method === code)
    return known === undefined ? code : t(`payment.methods.${known}`)
  }
}

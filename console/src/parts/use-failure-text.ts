import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'

/** The sentence of a failure: the server's own, or ours when the server said nothing. */
export function useFailureText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (!(error instanceof ConsoleFailure)) return t('common.unexpected')
    if (error.status === 0) return t('common.offline')
    if (error.type === 'StaleVersionError') return t('common.stale')
    return error.message === '' ? t('common.unexpected') : error.message
  }
}

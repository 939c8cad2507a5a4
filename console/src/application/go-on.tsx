import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { applicationScreens } from './application-api.ts'
import { ApplicationGate } from './application-gate.tsx'

/** Where the menu leads: to the screen on which this merchant's application goes on. */
export function GoOn() {
  const { t } = useTranslation()
  return (
    <ApplicationGate title={t('application.title')}>
      {(application) => <Navigate to={applicationScreens[application.next]} replace />}
    </ApplicationGate>
  )
}

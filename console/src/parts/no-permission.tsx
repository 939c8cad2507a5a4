import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state.tsx'

/** The person's role does not reach this; whom to ask stands there. */
export function NoPermission() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconLock size={26} />}
      title={t('common.noPermissionTitle')}
      text={t('common.noPermissionText')}
    />
  )
}

import { Alert } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { callAddressQuery } from './call-address-api.ts'
import { CallAddressForm } from './call-address-form.tsx'

/** 추가 설정 관리. */
export function ExtraScreen() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const isAllowed = may(me, 'call-addresses.read')
  const setting = useQuery({ ...callAddressQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <Alert color="gray" variant="light" icon={<IconLock size={18} />} title={t('common.noPermissionTitle')}>
        {t('common.noPermissionText')}
      </Alert>
    )
  }
  if (setting.isPending) return <SkeletonRows count={3} height={80} />
  if (setting.isError) return <FailureNote error={setting.error} onRetry={() => void setting.refetch()} />
  return <CallAddressForm key={setting.data.rowVersion} setting={setting.data} />
}

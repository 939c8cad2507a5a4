import { useQuery } from '@tanstack/react-query'
import { may } from '../api/permission.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { NoPermission } from '../parts/no-permission.tsx'
import { callAddressQuery } from './call-address-api.ts'
import { CallAddressForm } from './call-address-form.tsx'

/** 추가 설정 관리. */
export function ExtraScreen() {
  const { me } = useCurrentStore()
  const isAllowed = may(me, 'call-addresses.read')
  const setting = useQuery({ ...callAddressQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <div className="naru-paper">
        <NoPermission />
      </div>
    )
  }
  if (setting.isPending) return <SkeletonRows count={3} height={80} />
  if (setting.isError) return <FailureNote error={setting.error} onRetry={() => void setting.refetch()} />
  return <CallAddressForm key={setting.data.rowVersion} setting={setting.data} />
}

import { Alert, Group, SegmentedControl, Stack } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand, ModeSwitch } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { NoPermission } from '../parts/no-permission.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { SettingForm } from './setting-form.tsx'
import { WebhookSecrets } from './webhook-secrets.tsx'
import { webhookSettingQuery, type SettingKey } from './webhook-api.ts'

const route = getRouteApi('/shell/integration-v2/manage/webhook')

/** 결제알림(Webhook) 관리: four independent settings, version × mode. */
export function WebhookScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { version = 'V2', mode = 'TEST' } = route.useSearch()
  const navigate = route.useNavigate()

  if (!may(me, 'webhooks.write')) {
    return (
      <div className="naru-paper">
        <NoPermission />
      </div>
    )
  }
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('webhook.version')}
          value={version}
          onChange={(next) =>
            void navigate({ search: { mode, ...(next === 'V1' ? { version: 'V1' } : {}) }, replace: true })
          }
          data={(['V2', 'V1'] as const).map((value) => ({ value, label: t(`webhook.versions.${value}`) }))}
        />
        <ModeSwitch
          value={mode}
          onChange={(next) => void navigate({ search: { version, mode: next }, replace: true })}
        />
      </Group>
      <ModeBand mode={mode} />
      <Settings settingKey={{ storeId: store.storeId, mode, version }} />
      <DeliveryLog storeId={store.storeId} mode={mode} version={version} />
    </Stack>
  )
}

function Settings({ settingKey }: { readonly settingKey: SettingKey }) {
  const setting = useQuery(webhookSettingQuery(settingKey))
  if (setting.isPending) return <SkeletonRows count={3} height={120} />
  if (setting.isError) return <FailureNote error={setting.error} onRetry={() => void setting.refetch()} />
  if (setting.data.isInherited === true) return <Inherited />
  const { mode, version } = settingKey
  return (
    <>
      <SettingForm
        key={`${mode} ${version} ${setting.data.rowVersion}`}
        settingKey={settingKey}
        setting={setting.data}
      />
      {version === 'V2' ? <WebhookSecrets settingKey={settingKey} secrets={setting.data.secrets} /> : null}
    </>
  )
}

/** A sub-store that uses the representative store's settings has nothing to edit here. */
function Inherited() {
  const { t } = useTranslation()
  return (
    <Alert variant="light" icon={<IconBuildingStore size={18} />} title={t('team.inheritedTitle')}>
      {t('team.inheritedText')}{' '}
      <Link to="/merchant" search={{ tab: 'store' }} className="naru-link">
        {t('team.manageStores')}
      </Link>
    </Alert>
  )
}

import { SegmentedControl, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../parts/copyable.tsx'
import { Section } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { ApiSecrets } from './api-secrets.tsx'
import { V1Credential } from './v1-credential.tsx'
import { V1DefaultChannelsSection } from './v1-default-channels.tsx'

const route = getRouteApi('/shell/integration-v2/manage/api-keys')

/** 식별코드·API Keys. */
export function ApiKeysScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { version = 'v2' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('credential.version')}
        value={version}
        onChange={(next) => void navigate({ search: next === 'v1' ? { version: 'v1' } : {} })}
        data={[
          { value: 'v2', label: t('credential.v2') },
          { value: 'v1', label: t('credential.v1') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {version === 'v1' ? (
        <>
          <V1Credential storeId={store.storeId} me={me} />
          <V1DefaultChannelsSection storeId={store.storeId} me={me} />
        </>
      ) : (
        <>
          <Section title={t('credential.storeId')}>
            <Copyable value={store.storeId} label={t('credential.storeId')} wrap />
            <Text fz="sm" c="dimmed" mt="xs">
              {t('credential.storeIdText')}
            </Text>
          </Section>
          <ApiSecrets storeId={store.storeId} me={me} />
        </>
      )}
    </Stack>
  )
}

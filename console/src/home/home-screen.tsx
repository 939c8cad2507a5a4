import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelsQuery } from '../channel/channel-api.ts'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import './home.css'
import { PaymentSnippet } from './payment-snippet.tsx'
import { StartList } from './start-list.tsx'
import { Today } from './today.tsx'

/** 홈: what is left to do, what happened today, and the snippet to start with. */
export function HomeScreen() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const live = useQuery(channelsQuery(store.storeId, 'LIVE'))
  return (
    <Page title={t('home.title')} text={t('home.greeting', { store: store.name })}>
      <Stack gap="lg">
        <div className="naru-home">
          <StartList />
          <Today mode={(live.data?.length ?? 0) > 0 ? 'LIVE' : 'TEST'} isReady={!live.isPending} />
        </div>
        <PaymentSnippet />
      </Stack>
    </Page>
  )
}

import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { Figures } from './figures.tsx'
import { progressQuery } from './home-queries.ts'
import './home.css'
import { PaymentSnippet } from './payment-snippet.tsx'
import { StartList } from './start-list.tsx'
import { Today } from './today.tsx'

/** Below the fold, so the first paint does not wait for it. */
const NoticeBoard = lazy(() => import('../notice/notice-board.tsx'))

/** 홈: what is left to do, what happened today, the figures, the snippet to start with, and what the operator tells. */
export function HomeScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const progress = useQuery(progressQuery(store.storeId))
  const hasLivePayment = progress.data?.hasLivePayment ?? false
  return (
    <Page title={t('home.title')} text={t('home.greeting', { store: store.name })}>
      <Stack gap="lg">
        <div className="naru-home">
          <StartList />
          <Today mode={hasLivePayment ? 'LIVE' : 'TEST'} isReady={!progress.isPending} />
        </div>
        {may(me, 'home.read') && !progress.isPending ? (
          <Figures key={String(hasLivePayment)} hasLivePayment={hasLivePayment} />
        ) : null}
        <PaymentSnippet />
        <Suspense fallback={null}>
          <NoticeBoard />
        </Suspense>
      </Stack>
    </Page>
  )
}

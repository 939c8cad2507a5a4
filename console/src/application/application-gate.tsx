import type { ApplicationView } from '@naru/server/wire/console-application'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { applicationQuery } from './application-api.ts'
import './application.css'

interface ApplicationGateProps {
  readonly title: string
  readonly children: (application: ApplicationView) => ReactNode
}

/** What stands before each screen of the application: the right to see it, and its data. */
export function ApplicationGate({ title, children }: ApplicationGateProps) {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const isAllowed = may(me, 'applications.read')
  const { data, error, refetch } = useQuery({ ...applicationQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <Page title={title}>
        <Section>
          <EmptyState
            icon={<IconLock size={26} />}
            title={t('common.noPermissionTitle')}
            text={t('common.noPermissionText')}
          />
        </Section>
      </Page>
    )
  }
  if (data !== undefined) return children(data)
  return (
    <Page title={title}>
      {error === null ? (
        <SkeletonRows count={4} />
      ) : (
        <FailureNote error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

import type { ApplicationView } from '@naru/server/wire/console-application'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { may } from '../api/permission.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { NoPermission } from '../parts/no-permission.tsx'
import { applicationQuery } from './application-api.ts'
import './application.css'

interface ApplicationGateProps {
  readonly title: string
  readonly children: (application: ApplicationView) => ReactNode
}

/** What stands before each screen of the application: the right to see it, and its data. */
export function ApplicationGate({ title, children }: ApplicationGateProps) {
  const { me } = useCurrentStore()
  const isAllowed = may(me, 'applications.read')
  const { data, error, refetch } = useQuery({ ...applicationQuery, enabled: isAllowed })
  if (!isAllowed) {
    return (
      <Page title={title}>
        <Section>
          <NoPermission />
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

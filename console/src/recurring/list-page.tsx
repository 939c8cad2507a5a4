import { Button, Center, Group, Stack, Text } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeSwitch } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import '../payment/payment.css'
import '../reconciliation/reconciliation.css'
import { isListNarrowed, type ListSearch } from './recurring-search.ts'

/** What the screens read of a paged query. */
export interface PagedList {
  readonly isPending: boolean
  readonly isError: boolean
  readonly isSuccess: boolean
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

interface ListPageProps {
  readonly title: string
  readonly text: string
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
  readonly list: PagedList
  readonly count: number
  readonly filters: ReactNode
  readonly empty: {
    readonly icon: ReactNode
    readonly title: string
    readonly text: string
    readonly action?: ReactNode
  }
  readonly actions?: ReactNode
  readonly above?: ReactNode
  /** Billing keys and schedules belong together. */
  readonly tabs?: boolean
  readonly children: ReactNode
}

/** A list with filters: rows, or what to do when there are none. */
export function ListPage(props: ListPageProps) {
  const { t } = useTranslation()
  const { search, onChange, list, count, empty } = props
  const mode = search.mode
  const kept = mode === undefined ? {} : { mode }
  return (
    <Page
      title={props.title}
      text={props.text}
      actions={
        <Group gap="xs">
          <ModeSwitch
            value={mode ?? 'LIVE'}
            onChange={(next) => {
              const { mode: _mode, open: _open, ...rest } = search
              onChange(next === 'TEST' ? { ...rest, mode: 'TEST' } : rest)
            }}
          />
          {props.actions}
        </Group>
      }
    >
      <Stack gap="md">
        {props.tabs === true ? (
          <nav className="naru-tabs" aria-label={t('recurring.title')}>
            <Link to="/payments/billing" search={kept} activeOptions={{ includeSearch: false, exact: true }}>
              {t('recurring.schedules.tab')}
            </Link>
            <Link to="/payments/billing/keys" search={kept} activeOptions={{ includeSearch: false }}>
              {t('recurring.keys.tab')}
            </Link>
          </nav>
        ) : null}
        {props.above}
        {props.filters}
        {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <SkeletonRows count={6} height={58} /> : null}
        {list.isSuccess && count === 0 ? (
          <div className="naru-paper">
            {isListNarrowed(search) ? (
              <EmptyState
                icon={<IconSearchOff size={26} />}
                title={t('recurring.noMatchTitle')}
                text={t('recurring.noMatchText')}
                action={
                  <Button variant="default" onClick={() => onChange(kept)}>
                    {t('recurring.reset')}
                  </Button>
                }
              />
            ) : (
              <EmptyState {...empty} />
            )}
          </div>
        ) : null}
        {count === 0 ? null : <div className="naru-paper naru-scroll">{props.children}</div>}
        {list.hasNextPage ? (
          <Center>
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('common.more')}
            </Button>
          </Center>
        ) : null}
        <Text fz="xs" c="dimmed">
          {t('common.seoulTime')}
        </Text>
      </Stack>
    </Page>
  )
}

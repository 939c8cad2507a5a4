import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../parts/empty-state.tsx'
import { ModeSwitch } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import { EndlessList, type PagedQuery } from '../parts/endless-list.tsx'
import { NoMatch } from '../parts/no-match.tsx'
import '../payment/payment.css'
import '../reconciliation/reconciliation.css'
import { isListNarrowed, type ListSearch } from './recurring-search.ts'

interface ListPageProps {
  readonly title: string
  readonly text: string
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
  readonly list: PagedQuery
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
        <EndlessList
          list={list}
          count={count}
          empty={
            isListNarrowed(search) ? (
              <NoMatch
                title={t('recurring.noMatchTitle')}
                text={t('recurring.noMatchText')}
                resetLabel={t('recurring.reset')}
                onReset={() => onChange(kept)}
              />
            ) : (
              <EmptyState {...empty} />
            )
          }
        >
          <div className="naru-paper naru-scroll">{props.children}</div>
        </EndlessList>
        <Text fz="xs" c="dimmed">
          {t('common.seoulTime')}
        </Text>
      </Stack>
    </Page>
  )
}

import { Group, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { ModeSwitch } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import '../payment/payment.css'
import { useCurrentStore } from '../shell/current-store.ts'
import { NoPermission } from '../parts/no-permission.tsx'
import type { ReconciliationSearch } from './reconciliation-search.ts'
import './reconciliation.css'

interface ReconciliationPageProps {
  readonly search: ReconciliationSearch
  readonly onChange: (search: ReconciliationSearch) => void
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** 결제사 정산: its three screens share period, mode and basis, so their tabs take these along. */
export function ReconciliationPage({ search, onChange, actions, children }: ReconciliationPageProps) {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const { mode, basis, from, until, mid } = search
  const kept = {
    ...(mode === undefined ? {} : { mode }),
    ...(basis === undefined ? {} : { basis }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(mid === undefined ? {} : { mid }),
  }
  if (!may(me, 'reconciliation.read'))
    return (
      <Page title={t('reconciliation.title')}>
        <div className="naru-paper">
          <NoPermission />
        </div>
      </Page>
    )
  return (
    <Page
      title={t('reconciliation.title')}
      text={t('reconciliation.text')}
      actions={
        <Group gap="xs">
          <ModeSwitch
            value={mode ?? 'LIVE'}
            onChange={(next) => {
              const { mode: _mode, mid: _mid, ...rest } = search
              onChange(next === 'TEST' ? { ...rest, mode: 'TEST' } : rest)
            }}
          />
          {actions}
        </Group>
      }
    >
      <Stack gap="md">
        <nav className="naru-tabs" aria-label={t('reconciliation.title')}>
          <Link to="/reconciliation/summary" search={kept} activeOptions={{ includeSearch: false }}>
            {t('reconciliation.summary.title')}
          </Link>
          <Link to="/reconciliation/transactions" search={kept} activeOptions={{ includeSearch: false }}>
            {t('reconciliation.entries.title')}
          </Link>
          <Link to="/reconciliation/vat" search={kept} activeOptions={{ includeSearch: false }}>
            {t('reconciliation.vat.title')}
          </Link>
        </nav>
        {children}
      </Stack>
    </Page>
  )
}

import { Button, Text } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '@naru/server/wire/console-reconciliation'
import { may } from '../api/permission.ts'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { EndlessList } from '../parts/endless-list.tsx'
import { DownloadButtons } from './download-buttons.tsx'
import { entriesQuery, exportPath } from './reconciliation-api.ts'
import { ReconciliationFilters } from './reconciliation-filters.tsx'
import { ReconciliationPage } from './reconciliation-page.tsx'
import { entryMethods, queryMembersOf, type ReconciliationSearch } from './reconciliation-search.ts'

const route = getRouteApi('/shell/reconciliation/transactions')

/** 거래 건별조회: one line per movement of money, ours beside the PG's. */
export function TransactionsScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [now] = useState(() => new Date())
  const members = queryMembersOf(search, now)
  const list = useInfiniteQuery({
    ...entriesQuery(store.storeId, members),
    enabled: may(me, 'reconciliation.read'),
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: ReconciliationSearch) => void navigate({ search: next, replace: true })
  return (
    <ReconciliationPage
      search={search}
      onChange={change}
      actions={
        may(me, 'payments.export') ? (
          <DownloadButtons path={exportPath(store.storeId, 'entries', members)} name="reconciliation" />
        ) : null
      }
    >
      <ReconciliationFilters search={search} now={now} onChange={change} withEntries />
      <EndlessList
        list={list}
        count={rows.length}
        empty={
          <EmptyState
            icon={<IconFileSearch size={26} />}
            title={t('reconciliation.entries.emptyTitle')}
            text={t('reconciliation.entries.emptyText')}
            action={
              <Button component={Link} to="/reconciliation/summary" variant="default">
                {t('reconciliation.sources.title')}
              </Button>
            }
          />
        }
      >
        <div className="naru-paper naru-scroll">
          <table
            className="naru-table naru-payments naru-labelled"
            aria-label={t('reconciliation.entries.title')}
          >
            <thead>
              <tr>
                {(['day', 'status', 'order', 'kind', 'mid', 'amount', 'fee', 'settlement'] as const).map(
                  (column) => (
                    <th key={column} scope="col">
                      {t(`reconciliation.columns.${column}`)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.entryKey} ${row.pgMerchantId}`} row={row} mode={search.mode} />
              ))}
            </tbody>
          </table>
        </div>
      </EndlessList>
    </ReconciliationPage>
  )
}

const tones: Readonly<Record<EntryView['status'], Tone>> = {
  MATCHED: 'good',
  NOT_MATCHED: 'bad',
  INCOMPARABLE: 'bad',
  NOT_COLLECTED: 'wait',
}

function Row({ row, mode }: { readonly row: EntryView; readonly mode: 'TEST' | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const money = (minor: number) => formatMoney(minor, row.currency, language)
  const { amountMinor, pgAmountMinor } = row
  const method = entryMethods.find((one) => one === row.method)
  const sign = row.action === 'APPROVAL' ? 1 : -1
  const label = (column: 'day' | 'status' | 'kind' | 'mid' | 'fee' | 'settlement') =>
    t(`reconciliation.columns.${column}`)
  return (
    <tr>
      <td data-label={label('day')} className="naru-time">
        <span className="naru-whole">{row.day}</span>
        {row.settledOn === undefined ? null : (
          <Text fz="xs" c="dimmed" className="naru-whole">
            {t('reconciliation.settledOn', { day: row.settledOn })}
          </Text>
        )}
      </td>
      <td data-label={label('status')}>
        <span className="naru-badges">
          <Badge tone={tones[row.status]}>{t(`reconciliation.statuses.${row.status}`)}</Badge>
          {row.differences.map((difference) => (
            <Badge key={difference} tone="partly">
              {t(`reconciliation.differences.${difference}`)}
            </Badge>
          ))}
        </span>
      </td>
      <td data-column="order">
        {row.paymentId === undefined ? (
          <Text fz="sm">{t('reconciliation.onlyAtPg')}</Text>
        ) : (
          <Link
            className="naru-link"
            to="/payments/$paymentId"
            params={{ paymentId: row.paymentId }}
            search={mode === 'TEST' ? { mode: 'TEST' } : {}}
          >
            {row.orderName ?? row.paymentId}
          </Link>
        )}
        <Text fz="xs" c="dimmed" ff="monospace" maw={240} truncate="end" title={row.pgTxId ?? ''}>
          {row.paymentId ?? row.pgTxId}
        </Text>
      </td>
      <td data-label={label('kind')}>
        <span className="naru-whole">{t(`reconciliation.actions.${row.action}`)}</span>{' '}
        <Text span fz="xs" c="dimmed" className="naru-whole">
          {method === undefined ? row.method : t(`reconciliation.methods.${method}`)}
        </Text>
      </td>
      <td data-label={label('mid')}>
        <Text fz="xs" className="naru-whole">
          {row.pgMerchantId}
        </Text>
        {row.storeName === undefined ? null : (
          <Text fz="xs" c="dimmed">
            {row.storeName}
          </Text>
        )}
      </td>
      <td data-column="amount" className="naru-amount">
        <Text fz="sm" fw={700}>
          {amountMinor === undefined ? '–' : money(sign * amountMinor)}
        </Text>
        {pgAmountMinor === amountMinor ? null : (
          <Text fz="xs" c="dimmed">
            {t('reconciliation.atPg', {
              amount: pgAmountMinor === undefined ? t('common.none') : money(sign * pgAmountMinor),
            })}
          </Text>
        )}
      </td>
      <td data-label={label('fee')} className="naru-amount">
        {money(sign * (row.feeMinor + row.feeVatMinor))}
        {row.expectedFeeMinor === undefined || row.expectedFeeMinor === row.feeMinor ? null : (
          <Text fz="xs" c="dimmed">
            {t('reconciliation.agreedFee', { amount: money(row.expectedFeeMinor) })}
          </Text>
        )}
      </td>
      <td data-label={label('settlement')} className="naru-amount">
        {pgAmountMinor === undefined ? '–' : money(sign * (pgAmountMinor - row.feeMinor - row.feeVatMinor))}
      </td>
    </tr>
  )
}

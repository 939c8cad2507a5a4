import { Alert, Text } from '@mantine/core'
import { IconInfoCircle, IconReceiptTax } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { DownloadButtons } from './download-buttons.tsx'
import { exportPath, vatQuery } from './reconciliation-api.ts'
import { ReconciliationFilters } from './reconciliation-filters.tsx'
import { ReconciliationPage } from './reconciliation-page.tsx'
import { queryMembersOf, type ReconciliationSearch } from './reconciliation-search.ts'

const route = getRouteApi('/shell/reconciliation/vat')
const columns = ['supply', 'vat', 'taxFree', 'total'] as const

/** 부가세 신고 참고 자료. */
export function VatScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { me, store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [now] = useState(() => new Date())
  const members = queryMembersOf(search, now)
  const report = useQuery({
    ...vatQuery(store.storeId, members),
    enabled: may(me, 'reconciliation.read'),
    placeholderData: (former) => former,
  })
  const change = (next: ReconciliationSearch) => void navigate({ search: next, replace: true })
  const money = (minor: number) => formatMoney(minor, 'KRW', language)
  const rows = report.data?.items ?? []
  return (
    <ReconciliationPage
      search={search}
      onChange={change}
      actions={
        may(me, 'payments.export') ? (
          <DownloadButtons path={exportPath(store.storeId, 'vat', members)} name="vat-reference" />
        ) : null
      }
    >
      <ReconciliationFilters search={search} now={now} onChange={change} />
      <Alert variant="light" icon={<IconInfoCircle size={20} />}>
        <Text fz="sm">{t('reconciliation.vat.note')}</Text>
      </Alert>
      {report.isError ? <FailureNote error={report.error} onRetry={() => void report.refetch()} /> : null}
      {report.isPending && may(me, 'reconciliation.read') ? <SkeletonRows count={4} height={48} /> : null}
      {report.isSuccess && rows.length === 0 ? (
        <div className="naru-paper">
          <EmptyState
            icon={<IconReceiptTax size={26} />}
            title={t('reconciliation.entries.emptyTitle')}
            text={t('reconciliation.entries.emptyText')}
          />
        </div>
      ) : null}
      {report.isSuccess && rows.length > 0 ? (
        <div
          className="naru-paper naru-scroll"
          tabIndex={0}
          role="region"
          aria-label={t('reconciliation.vat.title')}
        >
          <table className="naru-vat" aria-label={t('reconciliation.vat.title')}>
            <thead>
              <tr>
                <th scope="col">{t('reconciliation.filters.method')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`reconciliation.vat.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.paymentMethod}>
                  <th scope="row">{t(`reconciliation.simplified.${row.paymentMethod}`)}</th>
                  {columns.map((column) => (
                    <td key={column}>{money(row[`${column}Minor`])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('reconciliation.vat.total')}</th>
                {columns.map((column) => (
                  <td key={column}>{money(report.data.summary[`${column}Minor`])}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      ) : null}
    </ReconciliationPage>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/count.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { MoreButton } from '../parts/endless-list.tsx'
import { importsQuery } from './reconciliation-api.ts'

/** What was brought in, by whom and how much of it was new. */
export function ImportList({ mode }: { readonly mode: 'LIVE' | 'TEST' }) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const list = useInfiniteQuery(importsQuery(store.storeId))
  const rows = list.data?.pages.flatMap((page) => page.items).filter((row) => row.mode === mode) ?? []
  if (list.isError) return <FailureNote error={list.error} onRetry={() => void list.refetch()} />
  if (rows.length === 0) return null
  return (
    <Section title={t('reconciliation.imports.title')}>
      <div className="naru-scroll">
        <table
          className="naru-table naru-payments naru-labelled"
          aria-label={t('reconciliation.imports.title')}
        >
          <thead>
            <tr>
              {(['at', 'mid', 'days', 'origin', 'lines', 'by'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`reconciliation.imports.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.importId}>
                <td data-column="order" className="naru-time">
                  {formatSeoul(row.importedAt)}
                </td>
                <td data-label={t('reconciliation.imports.mid')}>{row.pgMerchantId}</td>
                <td data-label={t('reconciliation.imports.days')}>
                  {row.from === row.until ? row.from : `${row.from} – ${row.until}`}
                </td>
                <td data-label={t('reconciliation.imports.origin')}>
                  {row.origin === 'API' ? 'API' : (row.fileName ?? t('reconciliation.import.file'))}
                </td>
                <td data-label={t('reconciliation.imports.lines')}>
                  {t('reconciliation.imports.figures', {
                    lines: formatCount(row.lines),
                    added: formatCount(row.added),
                    changed: formatCount(row.changed),
                  })}
                </td>
                <td data-label={t('reconciliation.imports.by')}>
                  {row.importedBy ?? t('reconciliation.imports.byItself')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreButton list={list} />
    </Section>
  )
}

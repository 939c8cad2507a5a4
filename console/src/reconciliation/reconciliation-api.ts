import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  CollectBody,
  EntryPage,
  ImportOutcome,
  ImportPage,
  ReconciliationSummary,
  SourceList,
  SourceName,
  SourceSettings,
  VatReport,
} from '@naru/server/wire/console-reconciliation'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import type { ReconciliationMembers } from './reconciliation-search.ts'

export const reconciliationKey = (storeId: string) => ['stores', storeId, 'reconciliation'] as const

export function sourcesQuery(storeId: string) {
  return queryOptions({
    queryKey: [...reconciliationKey(storeId), 'sources'],
    queryFn: () => request<SourceList>('GET', apiPath`stores/${storeId}/reconciliation/sources`),
  })
}

export function importsQuery(storeId: string) {
  return infiniteQueryOptions({
    queryKey: [...reconciliationKey(storeId), 'imports'],
    queryFn: ({ pageParam }) =>
      request<ImportPage>(
        'GET',
        apiPath`stores/${storeId}/reconciliation/imports` + queryString({ cursor: pageParam }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function summaryQuery(storeId: string, members: ReconciliationMembers) {
  return queryOptions({
    queryKey: [...reconciliationKey(storeId), 'summary', members],
    queryFn: ({ signal }) =>
      request<ReconciliationSummary>(
        'GET',
        apiPath`stores/${storeId}/reconciliation/summary` + queryString(members),
        undefined,
        signal,
      ),
  })
}

export function entriesQuery(storeId: string, members: ReconciliationMembers) {
  return infiniteQueryOptions({
    queryKey: [...reconciliationKey(storeId), 'entries', members],
    queryFn: ({ pageParam, signal }) =>
      request<EntryPage>(
        'GET',
        apiPath`stores/${storeId}/reconciliation/entries` + queryString({ ...members, cursor: pageParam }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function vatQuery(storeId: string, members: ReconciliationMembers) {
  return queryOptions({
    queryKey: [...reconciliationKey(storeId), 'vat', members],
    queryFn: ({ signal }) =>
      request<VatReport>(
        'GET',
        apiPath`stores/${storeId}/reconciliation/vat` + queryString(members),
        undefined,
        signal,
      ),
  })
}

export function exportPath(storeId: string, what: 'entries' | 'vat', members: ReconciliationMembers): string {
  const base =
    what === 'vat'
      ? apiPath`stores/${storeId}/reconciliation/vat-export`
      : apiPath`stores/${storeId}/reconciliation/entries-export`
  return base + queryString(members)
}

export const collectRecords = (storeId: string, body: CollectBody) =>
  request<ImportOutcome>('POST', apiPath`stores/${storeId}/reconciliation/collect`, body)
export const saveSource = (storeId: string, body: SourceSettings) =>
  request<SourceList>('PUT', apiPath`stores/${storeId}/reconciliation/source`, body)
export const uploadRecords = (
  storeId: string,
  { mode, pg, pgMerchantId }: SourceName,
  file: File,
  basis: string,
) =>
  request<ImportOutcome>(
    'PUT',
    apiPath`stores/${storeId}/reconciliation/import` +
      queryString({ mode, pg, pgMerchantId, name: file.name, basis }),
    file,
  )

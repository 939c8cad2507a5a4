import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCurrentStore } from '../shell/current-store.ts'
import { SearchInput } from '../parts/search-input.tsx'
import { sourcesQuery } from './reconciliation-api.ts'
import {
  entryActions,
  entryDifferences,
  entryMethods,
  entryStatuses,
  periodOf,
  readReconciliationSearch,
  type ReconciliationSearch,
} from './reconciliation-search.ts'

interface FiltersProps {
  readonly search: ReconciliationSearch
  readonly now: Date
  readonly onChange: (search: ReconciliationSearch) => void
  /** The filters of single entries, beside period, basis and merchant id. */
  readonly withEntries?: boolean
}

export function ReconciliationFilters({ search, now, onChange, withEntries = false }: FiltersProps) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const sources = useQuery(sourcesQuery(store.storeId))
  const mode = search.mode ?? 'LIVE'
  const { from, until } = periodOf(search, now)
  const change = (members: Record<string, unknown>) =>
    onChange(readReconciliationSearch({ ...search, ...members }))
  const merchantIds = [
    ...new Set([
      ...(search.mid ?? []),
      ...(sources.data?.items.filter((one) => one.mode === mode).map((one) => one.pgMerchantId) ?? []),
    ]),
  ]
  const choice = <Value extends string>(
    name: 'status' | 'difference' | 'action' | 'method',
    values: readonly Value[],
    label: (value: Value) => string,
  ) => (
    <MultiSelect
      label={t(`reconciliation.filters.${name}`)}
      placeholder={search[name] === undefined ? t('reconciliation.filters.any') : ''}
      clearable
      value={[...(search[name] ?? [])]}
      data={values.map((value) => ({ value, label: label(value) }))}
      onChange={(chosen) => change({ [name]: chosen })}
    />
  )
  return (
    <form className="naru-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      {withEntries ? (
        <SearchInput
          className="naru-filters-search"
          label={t('common.search')}
          placeholder={t('reconciliation.filters.searchPlaceholder')}
          value={search.search ?? ''}
          onChange={(text) => change({ search: text })}
        />
      ) : null}
      <Select
        label={t('reconciliation.filters.basis')}
        value={search.basis ?? 'TRANSACTION'}
        allowDeselect={false}
        data={(['TRANSACTION', 'SETTLEMENT'] as const).map((value) => ({
          value,
          label: t(`reconciliation.bases.${value}`),
        }))}
        onChange={(basis) => change({ basis })}
      />
      <TextInput
        type="date"
        label={t('reconciliation.filters.from')}
        value={from}
        max={until}
        onChange={(event) => change({ from: event.currentTarget.value, until })}
      />
      <TextInput
        type="date"
        label={t('reconciliation.filters.until')}
        value={until}
        min={from}
        onChange={(event) => change({ from, until: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('reconciliation.filters.mid')}
        placeholder={search.mid === undefined ? t('reconciliation.filters.any') : ''}
        clearable
        searchable
        value={[...(search.mid ?? [])]}
        data={merchantIds}
        onChange={(mid) => change({ mid })}
      />
      {withEntries ? (
        <>
          {choice('status', entryStatuses, (value) => t(`reconciliation.statuses.${value}`))}
          {choice('difference', entryDifferences, (value) => t(`reconciliation.differences.${value}`))}
          {choice('action', entryActions, (value) => t(`reconciliation.actions.${value}`))}
          {choice('method', entryMethods, (value) => t(`reconciliation.methods.${value}`))}
        </>
      ) : null}
    </form>
  )
}

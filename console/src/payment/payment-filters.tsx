import { Button, Checkbox, Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQuery } from '../channel/channel-api.ts'
import { usePick } from '../language/use-language.ts'
import { SearchInput } from '../parts/search-input.tsx'
import {
  paymentMethods,
  paymentPeriods,
  paymentSearchFields,
  paymentStatuses,
  paymentTypes,
  readPaymentSearch,
  shownMode,
  type PaymentSearch,
} from './payment-search.ts'

interface PaymentFiltersProps {
  readonly search: PaymentSearch
  readonly hasLivePayment: boolean
  readonly onChange: (search: PaymentSearch) => void
}

/** What a phone folds away; how many of them narrow the list stands on the button. */
const foldedMembers = ['field', 'timeBase', 'status', 'method', 'pgProvider', 'type'] as const

export function PaymentFilters({ search, hasLivePayment, onChange }: PaymentFiltersProps) {
  const { t } = useTranslation()
  const modules = useModules()
  const change = (members: Record<string, unknown>) => onChange(readPaymentSearch({ ...search, ...members }))
  const mode = shownMode(search, hasLivePayment)
  const isShown = { LIVE: mode !== 'TEST', TEST: mode !== 'LIVE' }
  const isCustom = search.period === 'custom'
  const [isUnfolded, setIsUnfolded] = useState(false)
  const folded = foldedMembers.filter((member) => search[member] !== undefined).length

  function toggle(which: 'LIVE' | 'TEST') {
    const next = { ...isShown, [which]: !isShown[which] }
    // With nothing ticked there is nothing to see, so the last tick moves to the other mode.
    if (!next.LIVE && !next.TEST) change({ mode: which === 'LIVE' ? 'TEST' : 'LIVE' })
    else change({ mode: next.LIVE && next.TEST ? 'ALL' : next.LIVE ? 'LIVE' : 'TEST' })
  }

  return (
    <form
      className="naru-filters"
      role="search"
      data-unfolded={isUnfolded || undefined}
      onSubmit={(event) => event.preventDefault()}
    >
      <Select
        className="naru-filters-more"
        label={t('payment.searchField')}
        value={search.field ?? 'ALL'}
        allowDeselect={false}
        searchable
        data={paymentSearchFields.map((value) => ({ value, label: t(`payment.searchFields.${value}`) }))}
        onChange={(field) => change({ field })}
      />
      <SearchInput
        className="naru-filters-search"
        label={t('payment.search')}
        placeholder={t('payment.searchPlaceholder')}
        hint={t('payment.searchHint')}
        value={search.search ?? ''}
        onChange={(text) => change({ search: text || undefined })}
      />
      <Select
        className="naru-filters-more"
        label={t('payment.timeBase')}
        value={search.timeBase ?? 'STATUS_CHANGED_AT'}
        allowDeselect={false}
        data={(['STATUS_CHANGED_AT', 'CREATED_AT'] as const).map((value) => ({
          value,
          label: t(`payment.timeBases.${value}`),
        }))}
        onChange={(timeBase) => change({ timeBase })}
      />
      <Select
        className="naru-filters-period"
        label={t('payment.period')}
        value={search.period ?? '6m'}
        allowDeselect={false}
        data={paymentPeriods.map((value) => ({ value, label: t(`payment.periods.${value}`) }))}
        onChange={(period) => change({ period })}
      />
      <MultiSelect
        className="naru-filters-more"
        label={t('payment.status')}
        placeholder={search.status === undefined ? t('payment.anyStatus') : ''}
        clearable
        value={[...(search.status ?? [])]}
        data={paymentStatuses.map((value) => ({ value, label: t(`payment.statuses.${value}`) }))}
        onChange={(status) => change({ status })}
      />
      <MultiSelect
        className="naru-filters-more"
        label={t('payment.method')}
        placeholder={search.method === undefined ? t('payment.anyMethod') : ''}
        clearable
        value={[...(search.method ?? [])]}
        data={paymentMethods.map((value) => ({ value, label: t(`payment.methods.${value}`) }))}
        onChange={(method) => change({ method })}
      />
      <MultiSelect
        className="naru-filters-more"
        label={t('payment.pg')}
        placeholder={search.pgProvider === undefined ? t('payment.anyPg') : ''}
        clearable
        searchable
        value={[...(search.pgProvider ?? [])]}
        data={modules}
        onChange={(pgProvider) => change({ pgProvider })}
      />
      <MultiSelect
        className="naru-filters-more"
        label={t('payment.type')}
        placeholder={search.type === undefined ? t('payment.anyType') : ''}
        clearable
        value={[...(search.type ?? [])]}
        data={paymentTypes.map((value) => ({ value, label: t(`payment.types.${value}`) }))}
        onChange={(type) => change({ type })}
      />
      {isCustom ? (
        <>
          <TextInput
            type="datetime-local"
            className="naru-filters-time"
            label={t('payment.from')}
            value={search.from ?? ''}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            className="naru-filters-time"
            label={t('payment.until')}
            value={search.until ?? ''}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </>
      ) : null}
      <Group gap="lg" className="naru-filters-wide">
        <Group gap="md" role="group" aria-label={t('payment.modes')}>
          {(['LIVE', 'TEST'] as const).map((which) => (
            <Checkbox
              key={which}
              label={t(`payment.mode.${which}`)}
              checked={isShown[which]}
              onChange={() => toggle(which)}
            />
          ))}
        </Group>
        <Button
          className="naru-filters-fold"
          variant="default"
          size="compact-sm"
          aria-expanded={isUnfolded}
          onClick={() => setIsUnfolded(!isUnfolded)}
        >
          {isUnfolded
            ? t('payment.fewerFilters')
            : folded === 0
              ? t('payment.moreFilters')
              : t('payment.moreFiltersInUse', { count: folded })}
        </Button>
        <Button variant="subtle" size="compact-sm" ms="auto" onClick={() => onChange({})}>
          {t('payment.reset')}
        </Button>
      </Group>
    </form>
  )
}

/** Every module that a payment can have gone through, by the name of its PG. */
function useModules(): { value: string; label: string }[] {
  const pick = usePick()
  const catalogue = useQuery(catalogueQuery)
  const labels = new Map<string, string>()
  for (const pg of catalogue.data ?? []) {
    for (const module of pg.modules) {
      const label = `${pick(pg.nameKo, pg.nameEn)} · ${module.pgProvider}`
      if (!labels.has(module.pgProvider)) labels.set(module.pgProvider, label)
    }
  }
  return [...labels].map(([value, label]) => ({ value, label }))
}

import { MultiSelect, TextInput } from '@mantine/core'
import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchInput } from '../parts/search-input.tsx'
import { readListSearch, type ListSearch } from './recurring-search.ts'

interface Choice {
  readonly name: 'status' | 'method' | 'type'
  readonly label: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
}

interface ListFiltersProps {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
  readonly placeholder: string
  readonly choices: readonly Choice[]
  readonly withDays?: boolean
  readonly children?: ReactNode
}

export function ListFilters({ search, onChange, placeholder, choices, withDays = false }: ListFiltersProps) {
  const { t } = useTranslation()
  const change = (members: Record<string, unknown>) => onChange(readListSearch({ ...search, ...members }))
  return (
    <form className="naru-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchInput
        className="naru-filters-search"
        label={t('common.search')}
        placeholder={placeholder}
        value={search.search ?? ''}
        onChange={(text) => change({ search: text })}
      />
      {choices.map(({ name, label, data }) => (
        <MultiSelect
          key={name}
          label={label}
          placeholder={search[name] === undefined ? t('recurring.any') : ''}
          clearable
          value={[...(search[name] ?? [])]}
          data={data}
          onChange={(chosen) => change({ [name]: chosen })}
        />
      ))}
      {withDays ? (
        <>
          <TextInput
            type="date"
            label={t('recurring.from')}
            value={search.from ?? ''}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('recurring.until')}
            value={search.until ?? ''}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </>
      ) : null}
    </form>
  )
}

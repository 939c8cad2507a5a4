import { MultiSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
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
  const [text, setText] = useState(search.search ?? '')
  const tellLater = useDebouncedCallback((next: string) => change({ search: next }), 350)
  return (
    <form className="naru-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <TextInput
        className="naru-filters-search"
        label={t('common.search')}
        placeholder={placeholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value)
          tellLater(event.currentTarget.value)
        }}
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

import { Button, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SearchInput } from '../parts/search-input.tsx'
import { auditThings, readAuditSearch, type AuditSearch } from './audit-search.ts'

interface AuditFiltersProps {
  readonly search: AuditSearch
  readonly onChange: (search: AuditSearch) => void
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { t } = useTranslation()
  const change = (members: Record<string, unknown>) => onChange(readAuditSearch({ ...search, ...members }))
  return (
    <form className="naru-audit-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <TextInput
        type="date"
        label={t('audit.from')}
        value={search.from ?? ''}
        max={search.until}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('audit.until')}
        value={search.until ?? ''}
        min={search.from}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      <SearchInput
        label={t('audit.actor')}
        placeholder={t('audit.actorPlaceholder')}
        value={search.actor ?? ''}
        onChange={(actor) => change({ actor })}
      />
      <Select
        label={t('audit.action')}
        value={search.action ?? ''}
        allowDeselect={false}
        searchable
        data={[
          { value: '', label: t('audit.anyAction') },
          ...auditThings.map((value) => ({ value, label: t(`audit.things.${value}`) })),
        ]}
        onChange={(action) => change({ action: action ?? '' })}
      />
      <Button variant="subtle" className="naru-audit-reset" onClick={() => onChange({})}>
        {t('audit.reset')}
      </Button>
    </form>
  )
}

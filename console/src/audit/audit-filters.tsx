import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
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
      <ActorInput value={search.actor ?? ''} onChange={(actor) => change({ actor })} />
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

/** Types freely and asks the server only when the fingers rest. */
function ActorInput({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, 300)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      type="search"
      label={t('audit.actor')}
      placeholder={t('audit.actorPlaceholder')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}

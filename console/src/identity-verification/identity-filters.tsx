import { Button, Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { SearchInput } from '../parts/search-input.tsx'
import {
  identityFields,
  identityPeriods,
  identityStatuses,
  readIdentitySearch,
  type IdentitySearch,
} from './identity-search.ts'

interface IdentityFiltersProps {
  readonly search: IdentitySearch
  readonly onChange: (search: IdentitySearch) => void
}

export function IdentityFilters({ search, onChange }: IdentityFiltersProps) {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const change = (members: Record<string, unknown>) => onChange(readIdentitySearch({ ...search, ...members }))
  // Behind a mask nothing may be found by guessing.
  const fields = identityFields.filter(
    (field) => (field !== 'name' && field !== 'phoneNumber') || may(me, 'personal-data.read'),
  )
  const any = { value: '', label: t('identity.any') }
  return (
    <form className="naru-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Select
        label={t('payment.searchField')}
        value={search.field ?? 'id'}
        allowDeselect={false}
        data={fields.map((value) => ({ value, label: t(`identity.fields.${value}`) }))}
        onChange={(field) => change({ field })}
      />
      <SearchInput
        className="naru-filters-search"
        label={t('payment.search')}
        placeholder={t('identity.searchPlaceholder')}
        value={search.search ?? ''}
        onChange={(text) => change({ search: text || undefined })}
      />
      <Select
        label={t('payment.period')}
        value={search.period ?? '6m'}
        allowDeselect={false}
        data={identityPeriods.map((value) => ({ value, label: t(`payment.periods.${value}`) }))}
        onChange={(period) => change({ period })}
      />
      <Select
        label={t('payment.status')}
        value={search.status ?? ''}
        allowDeselect={false}
        data={[any, ...identityStatuses.map((value) => ({ value, label: t(`identity.statuses.${value}`) }))]}
        onChange={(status) => change({ status })}
      />
      <Select
        label={t('mode.label')}
        value={search.mode ?? ''}
        allowDeselect={false}
        data={[any, ...(['LIVE', 'TEST'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))]}
        onChange={(mode) => change({ mode })}
      />
      <Group className="naru-filters-wide">
        <Button variant="subtle" size="compact-sm" ms="auto" onClick={() => onChange({})}>
          {t('payment.reset')}
        </Button>
      </Group>
    </form>
  )
}

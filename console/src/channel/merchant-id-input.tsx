import { Autocomplete, Text, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { CatalogueModule, CredentialFieldView } from '@naru/server/wire/console'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { sharedTestMidsOf, type Attribute } from './form-rules.ts'
import { requiredField } from '../parts/required-field.ts'

interface MerchantIdInputProps {
  readonly field: CredentialFieldView
  readonly module: CatalogueModule
  readonly attribute: Attribute
  readonly isTest: boolean
  /** Of an existing channel: its payments are looked up under this very id. */
  readonly isLocked: boolean
  readonly lockedHelp: string
  readonly sharedTestMid: string
  readonly onChooseShared: (mid: string) => void
  readonly value?: string
  readonly error?: ReactNode
  readonly onChange: (value: string) => void
}

/** PG상점아이디: typed, or in test mode chosen from the shared ones, whose credentials stay on the server. */
export function MerchantIdInput(props: MerchantIdInputProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const { field, module, sharedTestMid, onChooseShared, onChange } = props
  const value = props.value ?? ''
  const label = pick(field.labelKo, field.labelEn)
  const help = pick(field.helpKo ?? '', field.helpEn ?? '')
  const mids = sharedTestMidsOf(module, props.attribute)
  if (!props.isTest || mids.length === 0) {
    return (
      <TextInput
        {...requiredField}
        label={label}
        disabled={props.isLocked}
        {...(props.isLocked ? { leftSection: <IconLock size={15} aria-hidden /> } : {})}
        description={props.isLocked ? props.lockedHelp : help}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={props.error}
      />
    )
  }
  return (
    <Autocomplete
      {...requiredField}
      label={label}
      data-autofocus
      description={sharedTestMid === '' ? t('channel.sharedHelp') : t('channel.sharedChosen')}
      placeholder={t('channel.sharedPlaceholder')}
      value={value}
      error={props.error}
      data={mids.map((shared) => shared.mid)}
      filter={({ options, search }) =>
        search === sharedTestMid || search === ''
          ? options
          : options.filter(
              (option) => 'value' in option && option.value.toLowerCase().includes(search.toLowerCase()),
            )
      }
      renderOption={({ option }) => {
        const shared = mids.find(({ mid }) => mid === option.value)
        return (
          <div>
            <Text fz="sm" fw={600}>
              {option.value}
            </Text>
            <Text fz="xs" c="dimmed">
              {shared === undefined ? '' : pick(shared.purposeKo, shared.purposeEn)}
            </Text>
          </div>
        )
      }}
      onOptionSubmit={onChooseShared}
      onChange={(next) => {
        onChange(next)
        if (next !== sharedTestMid && sharedTestMid !== '') onChooseShared('')
      }}
    />
  )
}

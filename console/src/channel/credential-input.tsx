import { Checkbox, FileInput, Select, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle, IconFileCertificate, IconLock } from '@tabler/icons-react'
import type { CredentialFieldView } from '@naru/server/wire/console'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { judgeField } from './form-rules.ts'
import { readCredentialFile } from './read-credential-file.ts'
import { useVerdictText } from './use-verdict-text.ts'

interface CredentialInputProps {
  readonly field: CredentialFieldView
  /** The value is the server's (shared test MID); nobody sees or changes it here. */
  readonly isLocked: boolean
  readonly isStored: boolean
  /** A stored secret that may be emptied, and whether it will be. */
  readonly isClearable: boolean
  readonly isCleared: boolean
  readonly onClear: (isCleared: boolean) => void
  readonly onFileName: (name: string) => void
  /** Names of key files carry it. */
  readonly merchantId: string
  readonly value?: string
  readonly error?: ReactNode
  readonly onChange: (value: string) => void
}

/** One field of a PG's form, of whichever kind the catalogue says. */
export function CredentialInput(props: CredentialInputProps) {
  const { t } = useTranslation()
  if (!props.isClearable) return <Field {...props} />
  return (
    <Stack gap={6}>
      <Field {...props} />
      <Checkbox
        size="xs"
        label={t('channel.clearStored')}
        checked={props.isCleared}
        onChange={(event) => props.onClear(event.currentTarget.checked)}
      />
    </Stack>
  )
}

function Field({
  field,
  isLocked,
  isStored,
  onFileName,
  merchantId,
  value = '',
  error,
  onChange,
}: CredentialInputProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const verdictText = useVerdictText()
  const warning = isLocked ? undefined : verdictText.warning(field, judgeField(field, value, isStored))
  const help = pick(field.helpKo ?? '', field.helpEn ?? '')
  const common = {
    label: pick(field.labelKo, field.labelEn),
    ...(!isLocked && field.required === 'always' && !isStored ? requiredField : {}),
    description: <Description help={help} fileName={fileNameOf(field, merchantId)} warning={warning} />,
    error,
  }
  if (isLocked) {
    return (
      <TextInput
        {...common}
        disabled
        value=""
        readOnly
        placeholder={t('channel.keptByServer')}
        leftSection={<IconLock size={15} aria-hidden />}
      />
    )
  }
  const placeholder = isStored ? t('channel.keepBlank') : ''
  switch (field.type) {
    case 'select':
      return (
        <Select
          {...common}
          data={(field.options ?? []).map((option) => ({
            value: option.value,
            label: pick(option.labelKo, option.labelEn),
          }))}
          value={value === '' ? null : value}
          onChange={(next) => onChange(next ?? '')}
          clearable={field.required !== 'always'}
        />
      )
    case 'file':
      return (
        <CredentialFile {...common} placeholder={placeholder} onChange={onChange} onFileName={onFileName} />
      )
    case 'password':
      return (
        <PasswordInput
          {...common}
          placeholder={placeholder}
          autoComplete="off"
          data-1p-ignore
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'text':
      return (
        <TextInput
          {...common}
          placeholder={placeholder}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

/** The name under which the PG hands the file out. */
function fileNameOf(field: CredentialFieldView, merchantId: string): string | undefined {
  return field.fileName?.replace(/\{\w+\}/, merchantId.trim() === '' ? '…' : merchantId.trim())
}

interface CredentialFileProps {
  readonly label: string
  readonly description: ReactNode
  readonly error: ReactNode
  readonly placeholder: string
  readonly onChange: (value: string) => void
  readonly onFileName: (name: string) => void
}

function CredentialFile({ onChange, onFileName, placeholder, error, ...common }: CredentialFileProps) {
  const { t } = useTranslation()
  const [isTooLarge, setIsTooLarge] = useState(false)
  return (
    <FileInput
      {...common}
      error={isTooLarge ? t('channel.fileTooLarge') : error}
      placeholder={placeholder === '' ? t('channel.chooseFile') : placeholder}
      clearable
      leftSection={<IconFileCertificate size={16} aria-hidden />}
      onChange={(file) => {
        onFileName(file?.name ?? '')
        void readCredentialFile(file).then((text) => {
          setIsTooLarge(text === undefined)
          onChange(text ?? '')
        })
      }}
    />
  )
}

interface DescriptionProps {
  readonly help: string
  readonly fileName: string | undefined
  readonly warning: string | undefined
}

function Description({ help, fileName, warning }: DescriptionProps) {
  const { t } = useTranslation()
  if (help === '' && fileName === undefined && warning === undefined) return null
  return (
    <>
      {help}
      {fileName === undefined ? null : (
        <span className="naru-file-name">{t('channel.fileName', { name: fileName })}</span>
      )}
      {warning === undefined ? null : (
        <span className="naru-warning">
          <IconAlertCircle size={13} aria-hidden /> {warning}
        </span>
      )}
    </>
  )
}

import { Stack, Text } from '@mantine/core'
import type { CredentialFieldView } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'

interface ConfirmFilledProps {
  readonly fields: readonly CredentialFieldView[]
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before a value is saved that its PG wants blank unless it is really used (DANAL's CPPWD). */
export function ConfirmFilled({ fields, onConfirm, onClose }: ConfirmFilledProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const names = fields.map((field) => pick(field.labelKo, field.labelEn)).join(', ')
  return (
    <ConfirmDialog
      isOpen={fields.length > 0}
      title={t('channel.filledTitle', { fields: names })}
      confirmLabel={t('channel.filledConfirm')}
      keepLabel={t('channel.filledBack')}
      isBusy={false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Stack gap="xs">
        {fields.map((field) => (
          <Text key={field.key} fz="sm">
            {pick(field.conditionKo ?? '', field.conditionEn ?? '')}
          </Text>
        ))}
        <Text fz="sm">{t('channel.filledText')}</Text>
      </Stack>
    </ConfirmDialog>
  )
}

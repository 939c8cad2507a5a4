import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FormActionsProps {
  /** What pressing it does; absent: save. */
  readonly submitLabel?: string
  /** The harmless answer, where a plain "cancel" would be misread. */
  readonly keepLabel?: string
  readonly isDangerous?: boolean
  readonly isBusy: boolean
  readonly isBlocked?: boolean
  readonly onClose: () => void
}

/** The end of a form: leave it, or send it. */
export function FormActions(props: FormActionsProps) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={props.onClose}>
        {props.keepLabel ?? t('common.cancel')}
      </Button>
      <Button
        type="submit"
        loading={props.isBusy}
        disabled={props.isBlocked === true}
        {...(props.isDangerous === true ? { color: 'red.9' } : {})}
      >
        {props.submitLabel ?? t('common.save')}
      </Button>
    </Group>
  )
}

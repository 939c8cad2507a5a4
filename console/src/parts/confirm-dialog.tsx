import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNote } from './failure-note.tsx'

interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  /** The harmless answer, where a plain "cancel" would be misread. */
  readonly keepLabel?: string
  readonly isDangerous?: boolean
  readonly isBusy: boolean
  /** The person may look, and change nothing. */
  readonly isForbidden?: boolean
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be undone. The keyboard starts on the harmless answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text component="div" fz="sm">
          {props.children}
        </Text>
        {props.error === undefined || props.error === null ? null : <FailureNote error={props.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {props.keepLabel ?? t('common.cancel')}
          </Button>
          <Button
            {...(props.isDangerous === true ? { color: 'red.9' } : {})}
            loading={props.isBusy}
            disabled={props.isForbidden === true}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

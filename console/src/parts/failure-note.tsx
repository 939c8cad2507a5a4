import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { Copyable } from './copyable.tsx'
import { useFailureText } from './use-failure-text.ts'

interface FailureNoteProps {
  readonly error: unknown
  readonly onRetry?: () => void
  readonly retryLabel?: string
}

/** What went wrong, and the request id to tell the people who run the installation. */
export function FailureNote({ error, onRetry, retryLabel }: FailureNoteProps) {
  const { t } = useTranslation()
  const text = useFailureText()
  const requestId = error instanceof ConsoleFailure ? error.requestId : undefined
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={20} />} role="alert" w="100%">
      <Text fz="sm" fw={600} c="var(--mantine-color-text)">
        {text(error)}
      </Text>
      {requestId === undefined && onRetry === undefined ? null : (
        <Group gap="sm" mt="xs">
          {requestId === undefined ? null : (
            <Group gap={6} wrap="nowrap" miw={0}>
              <Text fz="xs" c="dimmed" flex="none">
                {t('common.requestId')}
              </Text>
              <Copyable value={requestId} label={t('common.requestId')} />
            </Group>
          )}
          {onRetry === undefined ? null : (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              {retryLabel ?? t('common.retry')}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  )
}

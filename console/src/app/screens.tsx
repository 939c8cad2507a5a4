import { Alert, Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { NaruMark } from '../parts/naru-mark.tsx'
import { useFailureText } from '../parts/use-failure-text.ts'

/**
 * A screen that could not be opened, with its way back. It belongs to the first script, so that it can be shown when
 * nothing else loads; hence without copy button and tooltip, which would make that script a sixth larger.
 */
export function ScreenFailure({ error }: ErrorComponentProps) {
  const { t } = useTranslation()
  const text = useFailureText()
  const router = useRouter()
  const requestId = error instanceof ConsoleFailure ? error.requestId : undefined
  return (
    <Center mih="60vh" p="md">
      <Alert color="red" variant="light" role="alert" maw={560}>
        <Text fz="sm" fw={600} c="var(--mantine-color-text)">
          {text(error)}
        </Text>
        {requestId === undefined ? null : (
          <Text fz="xs" c="var(--mantine-color-text)" mt={4}>
            {t('common.requestId')} <code>{requestId}</code>
          </Text>
        )}
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => void router.invalidate()}>
          {t('common.retry')}
        </Button>
      </Alert>
    </Center>
  )
}

export function ScreenPending() {
  const { t } = useTranslation()
  return (
    <Center mih="60vh">
      <Loader aria-label={t('common.loading')} />
    </Center>
  )
}

export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <Center mih="100vh" p="md">
      <Stack align="center" gap="sm">
        <NaruMark size={48} />
        <Title order={1}>{t('common.notFoundTitle')}</Title>
        <Text c="dimmed">{t('common.notFoundText')}</Text>
        <Button component={Link} to="/" mt="sm">
          {t('common.goHome')}
        </Button>
      </Stack>
    </Center>
  )
}

import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../parts/failure-note.tsx'
import { NaruMark } from '../parts/naru-mark.tsx'

/** A screen that could not be opened, with its way back. */
export function ScreenFailure({ error }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <Center mih="60vh" p="md">
      <FailureNote error={error} onRetry={() => void router.invalidate()} />
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

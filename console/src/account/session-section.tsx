import { Button, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import type { SessionView } from '@naru/server/wire/console-account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { deviceWords } from './device-words.ts'
import { accountQuery, endOtherSessions, endSession, sessionsQuery } from './my-account-api.ts'

export function SessionSection() {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const [isAsking, setIsAsking] = useState(false)
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey })
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => tell.done(t('myAccount.session.ended')),
    onError: tell.failed,
    onSettled: refresh,
  })
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => {
      setIsAsking(false)
      tell.done(t('myAccount.session.endedOthers'))
      void refresh()
    },
  })
  const items = sessions.data?.items ?? []
  return (
    <Section
      title={t('myAccount.session.title')}
      text={t('myAccount.session.text')}
      actions={
        items.length > 1 ? (
          <Button variant="default" onClick={() => setIsAsking(true)}>
            {t('myAccount.session.endOthers')}
          </Button>
        ) : null
      }
    >
      {sessions.isError ? (
        <FailureNote error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.isPending ? (
        <SkeletonRows />
      ) : (
        <ul className="naru-rows" aria-label={t('myAccount.session.title')}>
          {items.map((session) => (
            <SessionRow
              key={session.sessionId}
              session={session}
              isBusy={end.isPending && end.variables === session.sessionId}
              onEnd={() => end.mutate(session.sessionId)}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('myAccount.session.endOthers')}
        confirmLabel={t('myAccount.session.endOthers')}
        isBusy={endOthers.isPending}
        error={endOthers.error}
        onConfirm={() => endOthers.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('myAccount.session.endOthersText')}
      </ConfirmDialog>
    </Section>
  )
}

interface SessionRowProps {
  readonly session: SessionView
  readonly isBusy: boolean
  readonly onEnd: () => void
}

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const { t } = useTranslation()
  const device = deviceWords(session.userAgent) ?? t('myAccount.session.unknown')
  const isPhone = /Mobi|Android|iPhone/.test(session.userAgent ?? '')
  return (
    <li>
      <ThemeIcon variant="light" size={38} radius="md" aria-hidden>
        {isPhone ? <IconDeviceMobile size={20} /> : <IconDeviceDesktop size={20} />}
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Group gap={8}>
          <Text fw={600}>{device}</Text>
          {session.isCurrent ? <Badge tone="good">{t('myAccount.session.current')}</Badge> : null}
        </Group>
        <Text fz="sm" c="dimmed">
          {[
            ...(session.address === undefined
              ? []
              : [t('myAccount.session.address', { address: session.address })]),
            t('myAccount.session.started', { time: formatSeoul(session.startedAt) }),
            t('myAccount.session.lastSeen', { time: formatSeoul(session.lastSeenAt) }),
          ].join(' · ')}
        </Text>
      </Stack>
      {session.isCurrent ? null : (
        <Button
          variant="default"
          size="compact-sm"
          loading={isBusy}
          aria-label={t('myAccount.session.endWhat', { device })}
          onClick={onEnd}
        >
          {t('myAccount.session.end')}
        </Button>
      )}
    </li>
  )
}

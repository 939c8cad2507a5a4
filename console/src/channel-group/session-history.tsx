import { Group, Text } from '@mantine/core'
import type { ChannelGroupSession } from '@naru/server/wire/console-channel-group'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { DivisionList } from './division-list.tsx'

const tones: Readonly<Record<ChannelGroupSession['status'], Tone>> = {
  CURRENT: 'good',
  SCHEDULED: 'wait',
  ENDED: 'plain',
  CANCELLED: 'bad',
}

/** Every division that there ever was, with when it counted and who saved it. */
export function SessionHistory({ sessions }: { readonly sessions: readonly ChannelGroupSession[] }) {
  const { t } = useTranslation()
  return (
    <ol className="naru-history">
      {sessions.map((session) => (
        <li key={session.sessionId}>
          <Group gap="xs" mb={4}>
            <Badge tone={tones[session.status]}>{t(`channelGroup.statuses.${session.status}`)}</Badge>
            <Text fz="sm" fw={600} component="span">
              {session.endedAt === undefined
                ? t('channelGroup.from', { begin: formatSeoul(session.beginAt) })
                : t('channelGroup.fromTo', {
                    begin: formatSeoul(session.beginAt),
                    end: formatSeoul(session.endedAt),
                  })}
            </Text>
          </Group>
          <DivisionList entries={session.entries} />
          <Text fz="xs" c="dimmed" mt={4}>
            {t('channelGroup.savedBy', { who: session.createdBy, at: formatSeoul(session.createdAt) })}
          </Text>
          {session.cancelledAt === undefined ? null : (
            <Text fz="xs" c="dimmed">
              {t('channelGroup.cancelledBy', {
                who: session.cancelledBy ?? '',
                at: formatSeoul(session.cancelledAt),
              })}
            </Text>
          )}
        </li>
      ))}
    </ol>
  )
}

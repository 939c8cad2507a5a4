import { Group } from '@mantine/core'
import { IconCalendarClock } from '@tabler/icons-react'
import type { ChannelGroupView } from '@naru/server/wire/console-channel-group'
import { useTranslation } from 'react-i18next'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { formatSeoulMinute } from './begin-hour.ts'
import { DivisionBar, DivisionList } from './division-list.tsx'

interface GroupCardProps {
  readonly group: ChannelGroupView
  readonly onOpen: () => void
}

/** One group with what counts now. Its id is always in sight: it is what developers paste into the SDK. */
export function GroupCard({ group, onOpen }: GroupCardProps) {
  const { t } = useTranslation()
  const { entries } = group.currentSession
  return (
    <li className="naru-paper naru-group">
      <Group gap="sm" justify="space-between">
        <button type="button" className="naru-group-open" onClick={onOpen}>
          {group.name}
        </button>
        <Group gap={6}>
          <ModeBadge mode={group.mode} />
          {group.scheduledSession === undefined ? null : (
            <Badge tone="wait">
              <IconCalendarClock size={13} aria-hidden />
              {t('channelGroup.scheduledBadge', { at: formatSeoulMinute(group.scheduledSession.beginAt) })}
            </Badge>
          )}
        </Group>
      </Group>
      <DivisionBar entries={entries} />
      <DivisionList entries={entries} />
      <dl className="naru-facts naru-group-facts">
        <dt>{t('channelGroup.id')}</dt>
        <dd>
          <Copyable value={group.channelGroupId} label={t('channelGroup.id')} />
        </dd>
      </dl>
    </li>
  )
}

import { Group, Text } from '@mantine/core'
import type { ChannelGroupEntryView } from '@naru/server/wire/console-channel-group'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { shareOf, type DraftEntry } from './division.ts'

/** The parts as one bar. For the eye alone; the list beside it says the same in words. */
export function DivisionBar({ entries }: { readonly entries: readonly DraftEntry[] }) {
  return (
    <div className="naru-division" aria-hidden="true">
      {entries
        .map((entry) => ({ channelKey: entry.channelKey, share: shareOf(entry, entries) }))
        .filter(({ share }) => share > 0)
        .map(({ channelKey, share }) => (
          <span key={channelKey} style={{ flexGrow: share }} />
        ))}
    </div>
  )
}

/** What a session does, in words: each channel with the part of the payments that it gets. */
export function DivisionList({ entries }: { readonly entries: readonly ChannelGroupEntryView[] }) {
  const { t } = useTranslation()
  const pick = usePick()
  const isEveryEnabled = entries.every(({ enabled }) => enabled)
  return (
    <ul className="naru-division-list">
      {entries.map((entry) => (
        <li key={entry.channelKey} {...(entry.enabled ? {} : { 'data-off': true })}>
          <Text component="span" fz="sm" fw={600} truncate>
            {entry.channelName}
          </Text>
          <Text component="span" fz="xs" c="dimmed">
            {pick(entry.pgNameKo ?? '', entry.pgNameEn ?? '')}
          </Text>
          <Group gap={6} component="span" ms="auto" wrap="nowrap">
            {entry.isChannelDeleted ? <Badge>{t('channelGroup.deletedChannel')}</Badge> : null}
            {entry.enabled ? null : <Badge>{t('channelGroup.disabled')}</Badge>}
            {isEveryEnabled || !entry.enabled ? null : (
              <Text component="span" fz="xs" c="dimmed">
                {t('channelGroup.share', { percent: shareOf(entry, entries) })}
              </Text>
            )}
            <Text component="span" fz="sm" fw={700} className="naru-division-weight">
              {entry.weight}%
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  )
}

import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { channelsQuery } from '../channel/channel-api.ts'
import { Badge } from '../parts/badge.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { requiredField } from '../parts/required-field.ts'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'

interface PickChannelsProps {
  readonly representativeId: string | undefined
  /** Channel keys in their order. */
  readonly chosen: readonly string[]
  readonly error: ReactNode
  readonly onChange: (keys: readonly string[]) => void
}

/** 사용할 결제채널 선택: the order counts, because the first one serves calls that name no PG. */
export function PickChannels({ representativeId = '', chosen, error, onChange }: PickChannelsProps) {
  const { t } = useTranslation()
  const test = useQuery({ ...channelsQuery(representativeId, 'TEST'), enabled: representativeId !== '' })
  const live = useQuery({ ...channelsQuery(representativeId, 'LIVE'), enabled: representativeId !== '' })
  const failure = test.error ?? live.error
  if (failure !== null) return <FailureNote error={failure} />
  if (test.data === undefined || live.data === undefined) return <SkeletonRows count={1} />
  const all = [...live.data, ...test.data]
  const picked = chosen.flatMap((key) => all.find((channel) => channel.channelKey === key) ?? [])
  const rest = all.filter((channel) => !chosen.includes(channel.channelKey))
  if (all.length === 0) {
    return (
      <Stack gap={4} align="flex-start">
        <Text fz="sm">{t('team.channelsNone')}</Text>
        <Button component={Link} to="/integration-v2/manage/channel" variant="light" size="compact-sm">
          {t('team.channelsGo')}
        </Button>
      </Stack>
    )
  }
  return (
    <Stack gap={8}>
      <Select
        {...requiredField}
        label={t('team.channels')}
        description={t('team.channelsHint')}
        placeholder={t('team.channelAdd')}
        searchable
        value={null}
        error={error}
        disabled={rest.length === 0}
        data={rest.map((channel) => ({
          value: channel.channelKey,
          label: `${t(`mode.${channel.mode}`)} · ${channel.name}`,
        }))}
        onChange={(key) => {
          if (key !== null) onChange([...chosen, key])
        }}
      />
      <ol className="naru-picked">
        {picked.map((channel, index) => (
          <li key={channel.channelKey}>
            <ModeBadge mode={channel.mode} />
            <Text fz="sm" fw={600} flex={1} miw={0} truncate>
              {channel.name}
            </Text>
            {index === 0 ? <Badge tone="strong">{t('team.channelFirst')}</Badge> : null}
            <Group gap={2} wrap="nowrap">
              {index === 0 ? null : (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('team.channelUp', { name: channel.name })}
                  onClick={() => onChange(moveUp(chosen, channel.channelKey))}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('team.channelRemove', { name: channel.name })}
                onClick={() => onChange(chosen.filter((key) => key !== channel.channelKey))}
              >
                <IconX size={16} />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ol>
    </Stack>
  )
}

function moveUp(keys: readonly string[], key: string): readonly string[] {
  const place = keys.indexOf(key)
  const former = keys[place - 1]
  if (former === undefined) return keys
  return [...keys.slice(0, place - 1), key, former, ...keys.slice(place + 1)]
}

import { Box, Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlugConnected, IconPlus, IconSearch } from '@tabler/icons-react'
import type { ChannelView } from '@naru/server/wire/console'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand, ModeSwitch } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { AddChannelDrawer } from './add-channel-drawer.tsx'
import { channelsQuery } from './channel-api.ts'
import { ChannelRow } from './channel-row.tsx'
import './channel.css'
import { EditChannelDrawer } from './edit-channel-drawer.tsx'

const route = getRouteApi('/shell/integration-v2/manage/channel')

export function ChannelScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { mode = 'TEST', add } = route.useSearch()
  const navigate = route.useNavigate()
  const [search, setSearch] = useState('')
  const [isAdding, setIsAdding] = useState(add !== undefined)
  const [openKey, setOpenKey] = useState<string>()
  const { data: channels, error, refetch } = useQuery(channelsQuery(store.storeId, mode))
  const mayWrite = may(me, 'channels.write') && store.isRepresentative
  const found = (channels ?? []).filter((channel) => matches(channel, search))
  const open = channels?.find((channel) => channel.channelKey === openKey)
  const addButton = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
      {t('channel.add')}
    </Button>
  ) : null

  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <ModeSwitch
            value={mode}
            onChange={(next) => void navigate({ search: next === 'LIVE' ? { mode: next } : {} })}
          />
          <TextInput
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={t('channel.search')}
            aria-label={t('channel.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            w={{ base: '100%', xs: 240 }}
          />
        </Group>
        {addButton}
      </Group>
      <ModeBand mode={mode} />
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {channels === undefined && error === null ? <SkeletonRows height={104} /> : null}
      {channels !== undefined && channels.length === 0 ? (
        <Box className="naru-paper">
          <EmptyState
            icon={<IconPlugConnected size={26} />}
            title={t('channel.empty')}
            text={mode === 'TEST' ? t('channel.emptyTest') : t('channel.emptyLive')}
            action={addButton}
          />
        </Box>
      ) : null}
      {channels !== undefined && channels.length > 0 && found.length === 0 ? (
        <Box className="naru-paper">
          <EmptyState
            icon={<IconSearch size={26} />}
            title={t('channel.noneFound')}
            text={t('channel.noneFoundText')}
          />
        </Box>
      ) : null}
      {found.length === 0 ? null : (
        <ul className="naru-channels">
          {found.map((channel) => (
            <ChannelRow
              key={channel.channelKey}
              channel={channel}
              onOpen={() => setOpenKey(channel.channelKey)}
            />
          ))}
        </ul>
      )}
      <AddChannelDrawer
        isOpen={isAdding && mayWrite}
        mode={mode}
        pg={add}
        onClose={() => {
          setIsAdding(false)
          if (add !== undefined) void navigate({ search: mode === 'LIVE' ? { mode } : {}, replace: true })
        }}
      />
      <EditChannelDrawer channel={open} mayWrite={mayWrite} onClose={() => setOpenKey(undefined)} />
    </Stack>
  )
}

function matches(channel: ChannelView, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [
    channel.name,
    channel.pgNameKo,
    channel.pgNameEn,
    channel.pgMerchantId,
    channel.channelKey,
    channel.pgProvider,
  ].some((text) => text.toLowerCase().includes(wanted))
}

import { Box, Button, Group, Stack } from '@mantine/core'
import { IconArrowsSplit2, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand, ModeSwitch } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { CreateGroupDrawer } from './create-group-drawer.tsx'
import { groupsQuery } from './group-api.ts'
import { GroupCard } from './group-card.tsx'
import './group.css'
import { GroupDrawer } from './group-drawer.tsx'

const route = getRouteApi('/shell/integration-v2/smart-routing')

/** 스마트 라우팅: the groups of one mode. The open one stands in the address, so that it can be shared. */
export function GroupScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { mode = 'TEST', group: openId } = route.useSearch()
  const navigate = route.useNavigate()
  const [isCreating, setIsCreating] = useState(false)
  const [createdId, setCreatedId] = useState<string>()
  const { data: groups, error, refetch } = useQuery(groupsQuery(store.storeId, mode))
  const mayWrite = may(me, 'channel-groups.write')
  const modeSearch = mode === 'LIVE' ? { mode } : {}
  const open = (id: string | undefined) =>
    void navigate({ search: { ...modeSearch, ...(id === undefined ? {} : { group: id }) } })
  const createButton = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
      {t('channelGroup.create')}
    </Button>
  ) : null

  return (
    <Page
      title={t('channelGroup.title')}
      text={t('channelGroup.text')}
      actions={groups === undefined || groups.length === 0 ? null : createButton}
    >
      <Stack>
        <Group>
          <ModeSwitch
            value={mode}
            onChange={(next) => void navigate({ search: next === 'LIVE' ? { mode: next } : {} })}
          />
        </Group>
        <ModeBand mode={mode} />
        {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
        {groups === undefined && error === null ? <SkeletonRows height={148} /> : null}
        {groups !== undefined && groups.length === 0 ? (
          <Box className="naru-paper">
            <EmptyState
              icon={<IconArrowsSplit2 size={26} />}
              title={t('channelGroup.empty')}
              text={mayWrite ? t('channelGroup.emptyText') : t('channelGroup.emptyReader')}
              action={createButton}
            />
          </Box>
        ) : null}
        {groups === undefined || groups.length === 0 ? null : (
          <ul className="naru-groups">
            {groups.map((group) => (
              <GroupCard key={group.channelGroupId} group={group} onOpen={() => open(group.channelGroupId)} />
            ))}
          </ul>
        )}
      </Stack>
      <CreateGroupDrawer
        isOpen={isCreating}
        mode={mode}
        onClose={() => setIsCreating(false)}
        onCreated={(id) => {
          setIsCreating(false)
          setCreatedId(id)
          open(id)
        }}
      />
      <GroupDrawer
        channelGroupId={openId}
        isNew={openId !== undefined && openId === createdId}
        mayWrite={mayWrite}
        onClose={() => open(undefined)}
      />
    </Page>
  )
}

import { Alert, Drawer, Stack, Tabs, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ChannelGroupDetail } from '@naru/server/wire/console-channel-group'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { DeleteGroup } from './delete-group.tsx'
import { DivisionBar, DivisionList } from './division-list.tsx'
import { groupQuery } from './group-api.ts'
import { GroupForm } from './group-form.tsx'
import { GroupSnippet } from './group-snippet.tsx'
import { ScheduledChange } from './scheduled-change.tsx'
import { SessionHistory } from './session-history.tsx'

interface GroupDrawerProps {
  readonly channelGroupId: string | undefined
  /** Just created: the drawer opens with the next step, the code. */
  readonly isNew: boolean
  readonly mayWrite: boolean
  readonly onClose: () => void
}

export function GroupDrawer({ channelGroupId, isNew, mayWrite, onClose }: GroupDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={channelGroupId !== undefined}
      onClose={onClose}
      position="right"
      size={640}
      title={t('channelGroup.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={!mayWrite}
    >
      {channelGroupId === undefined ? null : (
        <OpenedGroup
          key={channelGroupId}
          channelGroupId={channelGroupId}
          isNew={isNew}
          mayWrite={mayWrite}
          onClose={onClose}
        />
      )}
    </Drawer>
  )
}

type OpenedGroupProps = Omit<GroupDrawerProps, 'channelGroupId'> & { readonly channelGroupId: string }

function OpenedGroup({ channelGroupId, isNew, mayWrite, onClose }: OpenedGroupProps) {
  const { store } = useCurrentStore()
  const group = useQuery({ ...groupQuery(store.storeId, channelGroupId), refetchOnMount: 'always' })
  if (group.isError) return <FailureNote error={group.error} onRetry={() => void group.refetch()} />
  // What was read on an earlier visit is not shown: a form filled from it would only be refused as stale.
  if (group.isPending || !group.isFetchedAfterMount) return <SkeletonRows count={5} height={64} />
  return <GroupTabs group={group.data} isNew={isNew} mayWrite={mayWrite} onClose={onClose} />
}

interface GroupTabsProps {
  readonly group: ChannelGroupDetail
  readonly isNew: boolean
  readonly mayWrite: boolean
  readonly onClose: () => void
}

function GroupTabs({ group, isNew, mayWrite, onClose }: GroupTabsProps) {
  const { t } = useTranslation()
  const [tab, setTab] = useState(isNew ? 'code' : 'setting')
  return (
    <Stack>
      <ModeBand mode={group.mode} />
      {isNew ? (
        <Alert
          color="teal"
          variant="light"
          role="status"
          icon={<IconCircleCheck size={20} />}
          title={t('channelGroup.created', { name: group.name })}
        >
          {t('channelGroup.createdNext')}
        </Alert>
      ) : null}
      <Text fw={700} fz="lg">
        {group.name}
      </Text>
      <Facts
        facts={[
          [t('channelGroup.id'), <Copyable value={group.channelGroupId} label={t('channelGroup.id')} wrap />],
          [
            t('channelGroup.createdAt'),
            t('channelGroup.by', { at: formatSeoul(group.createdAt), who: group.createdBy }),
          ],
        ]}
      />
      {group.scheduledSession === undefined ? null : (
        <ScheduledChange group={group} session={group.scheduledSession} mayWrite={mayWrite} />
      )}
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'setting')}>
        <Tabs.List mb="md">
          {(['setting', 'history', 'code'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`channelGroup.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* Stays mounted behind the other tabs, so that nothing typed is lost by looking at the history. */}
        <Tabs.Panel value="setting">
          {mayWrite ? (
            <Stack>
              <GroupForm mode={group.mode} group={group} onSaved={() => undefined} onCancel={onClose} />
              <DeleteGroup group={group} onDeleted={onClose} />
            </Stack>
          ) : (
            <Stack gap="sm">
              <DivisionBar entries={group.currentSession.entries} />
              <DivisionList entries={group.currentSession.entries} />
            </Stack>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <SessionHistory sessions={group.sessions} />
        </Tabs.Panel>
        <Tabs.Panel value="code">
          <GroupSnippet group={group} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

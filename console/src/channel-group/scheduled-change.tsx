import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCalendarClock } from '@tabler/icons-react'
import type { ChannelGroupDetail, ChannelGroupSession } from '@naru/server/wire/console-channel-group'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { formatSeoulMinute } from './begin-hour.ts'
import { DivisionList } from './division-list.tsx'
import { cancelSchedule, groupsKey } from './group-api.ts'

interface ScheduledChangeProps {
  readonly group: ChannelGroupDetail
  readonly session: ChannelGroupSession
  readonly mayWrite: boolean
}

/** The change that waits, with its way back. */
export function ScheduledChange({ group, session, mayWrite }: ScheduledChangeProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const at = formatSeoulMinute(session.beginAt)
  const mutation = useMutation({
    mutationFn: () => cancelSchedule(store.storeId, group.channelGroupId, session.sessionId),
    onSuccess: async () => {
      setIsAsking(false)
      tell.done(t('channelGroup.scheduleCancelled'))
      await queryClient.invalidateQueries({ queryKey: groupsKey(store.storeId) })
    },
  })
  return (
    <Alert
      variant="light"
      color="blue"
      icon={<IconCalendarClock size={20} />}
      title={`${t('channelGroup.scheduled')} · ${t('channelGroup.scheduledAt', { at })}`}
    >
      <Stack gap="xs">
        <DivisionList entries={session.entries} />
        <Group justify="space-between" gap="xs">
          <Text fz="xs" c="dimmed">
            {t('channelGroup.savedBy', {
              who: session.createdBy,
              at: formatSeoulMinute(session.createdAt),
            })}
          </Text>
          {mayWrite ? (
            <Button size="compact-sm" variant="default" onClick={() => setIsAsking(true)}>
              {t('channelGroup.cancelSchedule')}
            </Button>
          ) : null}
        </Group>
      </Stack>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channelGroup.cancelScheduleTitle')}
        confirmLabel={t('channelGroup.cancelSchedule')}
        keepLabel={t('channelGroup.keepSchedule')}
        isBusy={mutation.isPending}
        error={mutation.error}
        onConfirm={() => mutation.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('channelGroup.cancelScheduleText', { at })}
      </ConfirmDialog>
    </Alert>
  )
}

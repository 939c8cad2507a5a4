import { Button, Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ChannelGroupDetail } from '@naru/server/wire/console-channel-group'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { deleteGroup, groupQuery, groupsKey } from './group-api.ts'

interface DeleteGroupProps {
  readonly group: ChannelGroupDetail
  readonly onDeleted: () => void
}

export function DeleteGroup({ group, onDeleted }: DeleteGroupProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const mutation = useMutation({
    mutationFn: () => deleteGroup(store.storeId, group.channelGroupId),
    onSuccess: async () => {
      setIsAsking(false)
      onDeleted()
      tell.done(t('channelGroup.deleted', { name: group.name }))
      // Not asked for again: it is gone, and its drawer closes.
      queryClient.removeQueries(groupQuery(store.storeId, group.channelGroupId))
      await queryClient.invalidateQueries({ queryKey: groupsKey(store.storeId) })
    },
  })
  return (
    <Group>
      <Button
        variant="subtle"
        c="var(--mantine-color-error)"
        size="compact-sm"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => setIsAsking(true)}
      >
        {t('channelGroup.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channelGroup.deleteTitle', { name: group.name })}
        confirmLabel={t('channelGroup.delete')}
        isDangerous
        isBusy={mutation.isPending}
        error={mutation.error}
        onConfirm={() => mutation.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('channelGroup.deleteText')}
      </ConfirmDialog>
    </Group>
  )
}

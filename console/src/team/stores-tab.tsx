import { Box, Button, Group, Text, Title } from '@mantine/core'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import type { StoreView } from '@naru/server/wire/console-store'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { meQuery } from '../api/session.ts'
import { Badge } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { StoreDrawer } from './store-drawer.tsx'
import { deleteStore, membersQuery, storesQuery } from './team-api.ts'

/** 하위 상점 관리. */
export function StoresTab() {
  const { t } = useTranslation()
  const tell = useTell()
  const { me } = useCurrentStore()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<StoreView | 'new'>()
  const [doomed, setDoomed] = useState<StoreView>()
  const { data: stores, error, refetch } = useQuery(storesQuery)
  const mayWrite = may(me, 'stores.write')
  const remove = useMutation({
    mutationFn: (store: StoreView) => deleteStore(store.storeId),
    onSuccess: async (_answer, store) => {
      setDoomed(undefined)
      tell.done(t('team.storeDeleted', { name: store.name }))
      await Promise.all(
        [storesQuery, membersQuery, meQuery].map(({ queryKey }) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
  const addButton = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('team.addStore')}
    </Button>
  ) : null
  const hasSubStores = stores?.some((store) => !store.isRepresentative) === true
  return (
    <Section
      title={t('team.tabs.store')}
      text={t('team.storesText')}
      actions={hasSubStores ? addButton : null}
    >
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {stores === undefined && error === null ? <SkeletonRows height={92} /> : null}
      {stores === undefined ? null : (
        <ul className="naru-stores">
          {stores.map((store) => (
            <Box key={store.storeId} component="li" className="naru-paper" p="md">
              <Group justify="space-between" align="flex-start" gap="sm">
                <Box miw={0}>
                  <Group gap={8}>
                    <Title order={3}>{store.name}</Title>
                    {store.isRepresentative ? <Badge tone="strong">{t('shell.representative')}</Badge> : null}
                    {store.tierCode === undefined ? null : (
                      <Badge>
                        {t('team.tierCode')} {store.tierCode}
                      </Badge>
                    )}
                  </Group>
                  <Box mt={6}>
                    <Copyable value={store.storeId} label={t('shell.storeId')} wrap />
                  </Box>
                  {store.isRepresentative ? null : (
                    <Text fz="sm" c="dimmed" mt={6}>
                      {t('team.channelCount', { count: store.channels.length })} ·{' '}
                      {store.inheritsWebhooks ? t('team.inheritsBadge') : t('team.ownWebhooks')}
                    </Text>
                  )}
                </Box>
                {mayWrite ? (
                  <Group gap={4} wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('team.detailOf', { email: store.name })}
                      onClick={() => setOpen(store)}
                    >
                      {t('team.detail')}
                    </Button>
                    {store.isRepresentative ? null : (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        c="var(--mantine-color-error)"
                        aria-label={`${store.name} ${t('team.deleteStore')}`}
                        onClick={() => setDoomed(store)}
                      >
                        {t('common.delete')}
                      </Button>
                    )}
                  </Group>
                ) : null}
              </Group>
            </Box>
          ))}
        </ul>
      )}
      {stores !== undefined && !hasSubStores ? (
        <EmptyState
          icon={<IconBuildingStore size={26} />}
          title={t('team.storesEmpty')}
          text={t('team.storesEmptyText')}
          action={addButton}
        />
      ) : null}
      <StoreDrawer
        store={open === 'new' ? undefined : open}
        isOpen={open !== undefined}
        representativeId={stores?.find((store) => store.isRepresentative)?.storeId}
        onClose={() => setOpen(undefined)}
      />
      <ConfirmDialog
        isOpen={doomed !== undefined}
        title={t('team.deleteStoreTitle', { name: doomed?.name ?? '' })}
        confirmLabel={t('team.deleteStore')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => {
          if (doomed !== undefined) remove.mutate(doomed)
        }}
        onClose={() => {
          setDoomed(undefined)
          remove.reset()
        }}
      >
        {t('team.deleteStoreText', { count: doomed?.memberCount ?? 0 })}
      </ConfirmDialog>
    </Section>
  )
}

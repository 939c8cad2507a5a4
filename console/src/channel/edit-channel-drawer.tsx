import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react'
import type { ChannelView } from '@naru/server/wire/console'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Facts, type Fact } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { catalogueQuery, deleteChannel } from './channel-api.ts'
import { ChannelForm } from './channel-form.tsx'
import { ChannelUses } from './channel-uses.tsx'
import { CustomerUrl, NotifyUrl } from './notify-url.tsx'
import { StateBadges } from './state-badges.tsx'
import { TestChannel } from './test-channel.tsx'

interface EditChannelDrawerProps {
  readonly channel: ChannelView | undefined
  readonly mayWrite: boolean
  readonly onClose: () => void
}

export function EditChannelDrawer({ channel, mayWrite, onClose }: EditChannelDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={channel !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={mayWrite ? t('channel.editTitle') : t('channel.viewTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={!mayWrite}
    >
      {channel === undefined ? null : (
        <ChannelDetail
          // A form must not keep values of the version that somebody else has overwritten.
          key={`${channel.channelKey} ${channel.rowVersion}`}
          channel={channel}
          mayWrite={mayWrite}
          onClose={onClose}
        />
      )}
    </Drawer>
  )
}

interface ChannelDetailProps {
  readonly channel: ChannelView
  readonly mayWrite: boolean
  readonly onClose: () => void
}

function ChannelDetail({ channel, mayWrite, onClose }: ChannelDetailProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const { data: pgs, error, refetch } = useQuery(catalogueQuery)
  const pg = pgs?.find((one) => one.id === channel.pg)
  const module = pg?.modules.find((one) => one.code === channel.module)
  const readOnlyFacts: readonly Fact[] = [
    [t('channel.name'), channel.name],
    [t('channel.pg'), pick(channel.pgNameKo, channel.pgNameEn)],
    [t('channel.module'), pick(channel.moduleLabelKo, channel.moduleLabelEn)],
    [t('channel.attribute'), t(`channel.attributes.${channel.attribute}`)],
    [t('channel.mid'), channel.pgMerchantId],
    [t('channel.taxShort'), t(`channel.taxType.${channel.taxType}`)],
  ]
  return (
    <Stack>
      <ModeBand mode={channel.mode} />
      <Group gap={6}>
        <StateBadges channel={channel} />
      </Group>
      <Facts
        facts={[
          [t('channel.key'), <Copyable value={channel.channelKey} label={t('channel.key')} wrap />],
          ...(mayWrite ? [] : readOnlyFacts),
          ['PG Provider', channel.pgProvider],
          [t('channel.createdAt'), formatSeoul(channel.createdAt)],
          [t('channel.updatedAt'), formatSeoul(channel.updatedAt)],
          [
            t('channel.lastUsedAt'),
            channel.lastUsedAt === undefined ? t('channel.neverUsed') : formatSeoul(channel.lastUsedAt),
          ],
          [t('channel.expiresAt'), channel.expiry === undefined ? undefined : formatSeoul(channel.expiry.at)],
        ]}
      />
      {channel.expiry === undefined || channel.expiry.state === 'VALID' ? null : (
        <Alert
          variant="light"
          color={channel.expiry.state === 'EXPIRED' ? 'red' : 'lantern'}
          icon={<IconAlertTriangle size={18} />}
          title={
            channel.expiry.state === 'EXPIRED'
              ? t('channel.state.EXPIRED')
              : t('channel.renewSoon', { days: channel.expiry.daysLeft })
          }
        >
          <Text fz="sm">{t('channel.renewText')}</Text>
        </Alert>
      )}
      {mayWrite ? <TestChannel channel={channel} /> : null}
      {channel.warnings.length === 0 ? null : (
        <Alert variant="light" color="lantern" icon={<IconAlertTriangle size={18} />}>
          {channel.warnings.map((warning) => (
            <Text key={warning.field} fz="sm">
              {pick(warning.messageKo, warning.messageEn)}
            </Text>
          ))}
        </Alert>
      )}
      {channel.notifyUrl === undefined ? null : <NotifyUrl url={channel.notifyUrl} />}
      {channel.customerUrl === undefined ? null : <CustomerUrl url={channel.customerUrl} />}
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {pgs === undefined && error === null ? <SkeletonRows /> : null}
      {mayWrite && pg !== undefined && module !== undefined ? (
        <ChannelForm
          mode={channel.mode}
          pg={pg}
          module={module}
          channel={channel}
          onSaved={onClose}
          onCancel={onClose}
          cancelLabel={t('common.cancel')}
        />
      ) : null}
      {mayWrite ? <DeleteChannel channel={channel} onDeleted={onClose} /> : null}
    </Stack>
  )
}

function DeleteChannel({
  channel,
  onDeleted,
}: {
  readonly channel: ChannelView
  readonly onDeleted: () => void
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const mutation = useMutation({
    mutationFn: () => deleteChannel(store.storeId, channel.channelKey),
    onSuccess: async () => {
      setIsAsking(false)
      onDeleted()
      tell.done(t('channel.deleted', { name: channel.name }))
      await queryClient.invalidateQueries({ queryKey: ['store', store.storeId, 'channels'] })
    },
  })
  return (
    <Group>
      <Button
        variant="subtle"
        color="red.8"
        size="compact-sm"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => setIsAsking(true)}
      >
        {t('channel.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channel.deleteTitle', { name: channel.name })}
        confirmLabel={t('channel.delete')}
        isDangerous
        isBusy={mutation.isPending}
        error={mutation.error}
        onConfirm={() => mutation.mutate()}
        onClose={() => {
          setIsAsking(false)
          mutation.reset()
        }}
      >
        {t('channel.deleteText')}
        <ChannelUses error={mutation.error} />
      </ConfirmDialog>
    </Group>
  )
}

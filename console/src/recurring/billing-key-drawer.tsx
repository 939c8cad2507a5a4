import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { billingKeyQuery, deleteBillingKey, recurringKey } from './recurring-api.ts'

interface BillingKeyDrawerProps {
  readonly billingKey: string
  readonly onClose: () => void
}

/** One billing key: what stands behind it at each PG, and its deletion. */
export function BillingKeyDrawer({ billingKey, onClose }: BillingKeyDrawerProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const { me, store } = useCurrentStore()
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const detail = useQuery(billingKeyQuery(store.storeId, billingKey))
  const removal = useMutation({
    mutationFn: () => deleteBillingKey(store.storeId, billingKey, reason),
    onSuccess: async () => {
      setIsAsking(false)
      tell.done(t('recurring.keys.deleted'))
      await client.invalidateQueries({ queryKey: recurringKey(store.storeId) })
    },
  })
  const key = detail.data
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('recurring.keys.detail')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {detail.isPending ? <SkeletonRows count={4} /> : null}
      {detail.isError ? <FailureNote error={detail.error} onRetry={() => void detail.refetch()} /> : null}
      {key === undefined ? null : (
        <Stack>
          <Group gap="xs">
            <Badge tone={key.status === 'ISSUED' ? 'good' : 'plain'}>
              {t(`recurring.keys.statuses.${key.status}`)}
            </Badge>
            <ModeBadge mode={key.mode} />
          </Group>
          <Facts
            facts={[
              [
                t('recurring.columns.key'),
                <Copyable key="key" value={key.billingKey} label={t('recurring.columns.key')} />,
              ],
              [
                t('recurring.method'),
                `${t(`recurring.methods.${key.method}`)} ${key.instrument ?? ''}`.trim(),
              ],
              [t('recurring.columns.customer'), key.customer.name],
              [t('recurring.customerId'), key.customerId],
              [t('recurring.phone'), key.customer.phoneNumber],
              [t('recurring.email'), key.customer.email],
              [t('recurring.issueName'), key.issueName],
              [t('recurring.columns.issuedAt'), formatSeoul(key.issuedAt)],
              [
                t('recurring.deletedAt'),
                key.deletedAt === undefined ? undefined : formatSeoul(key.deletedAt),
              ],
              [t('recurring.columns.schedules'), String(key.liveSchedules)],
            ]}
          />
          {key.channels.map((channel) => (
            <div key={channel.channelKey} className="naru-paper" style={{ padding: 14 }}>
              <Text fw={600} fz="sm" mb={6}>
                {channel.name}
              </Text>
              <Facts
                facts={[
                  [t('recurring.columns.pg'), `${channel.pgProvider} · ${channel.pgMerchantId}`],
                  [t('recurring.method'), channel.instrument],
                  [t('recurring.failure'), channel.failure],
                ]}
              />
            </div>
          ))}
          <Group justify="flex-end">
            <Link
              className="naru-link"
              to="/payments/billing"
              search={{ ...(key.mode === 'TEST' ? { mode: 'TEST' } : {}), search: key.billingKey }}
            >
              {t('recurring.keys.itsSchedules')}
            </Link>
            {key.status === 'ISSUED' && may(me, 'billing-keys.write') ? (
              <Button color="red.9" variant="outline" onClick={() => setIsAsking(true)}>
                {t('recurring.keys.delete')}
              </Button>
            ) : null}
          </Group>
        </Stack>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('recurring.keys.delete')}
        confirmLabel={t('recurring.keys.delete')}
        isDangerous
        isBusy={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
        onClose={() => {
          removal.reset()
          setIsAsking(false)
        }}
      >
        <Stack gap="sm">
          <span>{t('recurring.keys.deleteText')}</span>
          <TextInput
            label={t('recurring.reason')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Stack>
      </ConfirmDialog>
    </Drawer>
  )
}

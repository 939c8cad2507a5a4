import { Alert, Button, Group, Loader, Select, Text } from '@mantine/core'
import { IconRefreshAlert } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '@naru/server/wire/console'
import { may } from '../api/permission.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { failedWebhooksQuery, resendFailedWebhooks, resendPeriods, type ResendPeriod } from './webhook-api.ts'

/** 웹훅 일괄 재발송: how many were given up in a period, and a button that sends them all again. */
export function BulkResend({ storeId, mode }: { readonly storeId: string; readonly mode: Mode }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { me } = useCurrentStore()
  const queryClient = useQueryClient()
  const [period, setPeriod] = useState<ResendPeriod>('d1')
  const [isAsking, setIsAsking] = useState(false)
  const failed = useQuery(failedWebhooksQuery(storeId, mode, period))
  const resend = useMutation({
    mutationFn: () => resendFailedWebhooks(storeId, mode, period),
    onSuccess: async ({ booked }) => {
      setIsAsking(false)
      tell.done(t('webhook.bulkBooked', { count: booked }))
      await queryClient.invalidateQueries({ queryKey: ['stores', storeId, 'failed-webhooks'] })
    },
  })
  const { failed: count = 0, waiting = 0 } = failed.data ?? {}
  if (!may(me, 'webhooks.resend')) return null
  return (
    <>
      <Group gap="xs" mb="md" align="flex-end">
        <Select
          label={t('webhook.bulkPeriod')}
          w={170}
          value={period}
          allowDeselect={false}
          data={resendPeriods.map((value) => ({ value, label: t(`webhook.bulkPeriods.${value}`) }))}
          onChange={(next) => setPeriod(resendPeriods.find((one) => one === next) ?? 'd1')}
        />
        <Button
          variant="default"
          leftSection={<IconRefreshAlert size={16} aria-hidden />}
          disabled={count === 0}
          onClick={() => {
            resend.reset()
            setIsAsking(true)
          }}
        >
          {t('webhook.bulk', { count })}
        </Button>
      </Group>
      {waiting === 0 ? null : (
        <Alert color="blue" variant="light" p="xs" mb="md" role="status" icon={<Loader size={16} />}>
          <Text fz="sm" c="var(--mantine-color-text)">
            {t('webhook.bulkWaiting', { count: waiting })}
          </Text>
        </Alert>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('webhook.bulkTitle', { count })}
        confirmLabel={t('webhook.bulk', { count })}
        isBusy={resend.isPending}
        error={resend.error}
        onConfirm={() => resend.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {t('webhook.bulkText')}
      </ConfirmDialog>
    </>
  )
}

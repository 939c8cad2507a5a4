import { Accordion, Button, Group, Stack, Text } from '@mantine/core'
import { IconRefresh, IconWebhook } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WebhookView } from '@naru/server/wire/console'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { CodeBlock } from '../parts/code-block.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { prettyBody } from './pretty-body.ts'
import { resendWebhook } from './webhook-api.ts'

interface DeliveriesProps {
  readonly webhooks: readonly WebhookView[]
  readonly storeId: string
  /** In the log of a store each row leads to its payment. */
  readonly linksToPayments?: boolean
}

const tones = {
  SUCCEEDED: 'good',
  FAILED_NOT_OK_RESPONSE: 'bad',
  FAILED_UNEXPECTED_ERROR: 'bad',
  waiting: 'wait',
} as const satisfies Record<string, Tone>

/** Webhooks with every attempt to deliver them: what was sent, what came back. */
export function Deliveries({ webhooks, storeId, linksToPayments = false }: DeliveriesProps) {
  const { t } = useTranslation()
  if (webhooks.length === 0) {
    return (
      <EmptyState
        icon={<IconWebhook size={26} />}
        title={t('webhook.emptyTitle')}
        text={linksToPayments ? t('webhook.emptyText') : t('webhook.paymentEmptyText')}
      />
    )
  }
  return (
    <Accordion variant="contained" radius="md" chevronPosition="left" keepMounted={false}>
      {webhooks.map((webhook) => (
        <Accordion.Item key={webhook.webhookId} value={webhook.webhookId}>
          <Accordion.Control>
            <Group gap="xs" justify="space-between">
              <Group gap={6}>
                <Badge tone={tones[webhook.status ?? 'waiting']}>
                  {t(`webhook.statuses.${webhook.status ?? 'waiting'}`)}
                </Badge>
                <Text fz="sm" fw={600}>
                  {webhook.type}
                </Text>
                {/* The log of a store is of one version, and says so above. */}
                {linksToPayments ? null : <Badge>{webhook.apiVersion}</Badge>}
              </Group>
              <Text fz="xs" c="dimmed">
                {formatSeoul(webhook.triggeredAt)} ·{' '}
                {t('webhook.attempts', { count: webhook.executionCount, max: webhook.executionMax })}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Delivery webhook={webhook} storeId={storeId} linksToPayments={linksToPayments} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function Delivery({
  webhook,
  storeId,
  linksToPayments,
}: {
  readonly webhook: WebhookView
  readonly storeId: string
  readonly linksToPayments: boolean
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const { me } = useCurrentStore()
  const queryClient = useQueryClient()
  const resend = useMutation({
    mutationFn: () => resendWebhook(storeId, webhook.webhookId),
    onSuccess: async () => {
      tell.done(t('webhook.resent'))
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['stores', storeId, 'webhooks'] }),
        queryClient.invalidateQueries({ queryKey: ['stores', storeId, 'payments', 'one'] }),
      ])
    },
    onError: tell.failed,
  })
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text fz="sm" style={{ wordBreak: 'break-all' }} flex={1} miw={180}>
          {webhook.url}
        </Text>
        {may(me, 'webhooks.resend') ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={resend.isPending}
            onClick={() => resend.mutate()}
          >
            {t('webhook.resend')}
          </Button>
        ) : null}
      </Group>
      {webhook.nextAttemptAt === undefined ? null : (
        <Text fz="xs" c="dimmed">
          {t('webhook.next', { at: formatSeoul(webhook.nextAttemptAt) })}
        </Text>
      )}
      {linksToPayments && webhook.paymentId !== undefined ? (
        <Link to="/payments/$paymentId" params={{ paymentId: webhook.paymentId }} className="naru-link">
          {t('webhook.payment')}
        </Link>
      ) : null}
      <Text fz="xs" c="dimmed" mb={-8}>
        {t('webhook.body')}
      </Text>
      <CodeBlock code={prettyBody(webhook.body)} label={t('webhook.body')} wrap />
      {webhook.attempts.map((attempt) => (
        <div key={attempt.attempt}>
          <Group gap={6} mb={4}>
            <Text fz="sm" fw={600}>
              {t('webhook.attempt', { number: attempt.attempt })}
            </Text>
            <Badge tone={attempt.responseStatus === 200 ? 'good' : 'bad'}>
              {attempt.responseStatus ?? t('webhook.noAnswer')}
            </Badge>
            <Text fz="xs" c="dimmed">
              {formatSeoul(attempt.requestedAt)}
            </Text>
          </Group>
          {attempt.error === undefined ? null : <Text fz="sm">{attempt.error}</Text>}
          {attempt.responseBody === undefined || attempt.responseBody === '' ? null : (
            <CodeBlock code={prettyBody(attempt.responseBody)} label={t('webhook.responseBody')} wrap />
          )}
        </div>
      ))}
    </Stack>
  )
}

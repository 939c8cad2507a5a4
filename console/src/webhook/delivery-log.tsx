import { Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '@naru/server/wire/console'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { MoreButton } from '../parts/endless-list.tsx'
import { BulkResend } from './bulk-resend.tsx'
import { Deliveries } from './deliveries.tsx'
import { deliveriesQuery } from './webhook-api.ts'

const statuses = ['SUCCEEDED', 'FAILED_NOT_OK_RESPONSE', 'FAILED_UNEXPECTED_ERROR'] as const

interface DeliveryLogProps {
  readonly storeId: string
  readonly mode: Mode
  readonly version: 'V1' | 'V2'
}

export function DeliveryLog({ storeId, mode, version }: DeliveryLogProps) {
  const { t } = useTranslation()
  const [status, setStatus] = useState('')
  const log = useInfiniteQuery(
    deliveriesQuery(storeId, { mode, apiVersion: version, ...(status === '' ? {} : { status }) }),
  )
  const webhooks = log.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title={t('webhook.log')}
      text={t('webhook.logText')}
      actions={
        <Select
          aria-label={t('webhook.logStatus')}
          w={160}
          value={status}
          allowDeselect={false}
          data={[
            { value: '', label: t('webhook.anyStatus') },
            ...statuses.map((value) => ({ value, label: t(`webhook.statuses.${value}`) })),
          ]}
          onChange={(next) => setStatus(next ?? '')}
        />
      }
    >
      <BulkResend storeId={storeId} mode={mode} />
      {log.isPending ? <SkeletonRows count={3} /> : null}
      {log.isError ? <FailureNote error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.isSuccess ? <Deliveries webhooks={webhooks} storeId={storeId} linksToPayments /> : null}
      <MoreButton list={log} />
    </Section>
  )
}

import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { paymentHistoryQuery } from './payment-api.ts'

/** What a payment went through, below its row. */
export function RowHistory({ paymentId }: { readonly paymentId: string }) {
  const { t } = useTranslation()
  const pick = usePick()
  const { store } = useCurrentStore()
  const history = useQuery(paymentHistoryQuery(store.storeId, paymentId))
  if (history.isPending) return <SkeletonRows count={2} height={28} />
  if (history.isError) return <FailureNote error={history.error} onRetry={() => void history.refetch()} />
  return (
    <ol className="naru-timeline" aria-label={t('payment.detail.timeline')}>
      {history.data.map((entry, index) => (
        <li key={`${entry.at} ${index}`}>
          <Text fz="sm">{pick(entry.messageKo, entry.messageEn)}</Text>
          <Text fz="xs" c="dimmed">
            {formatSeoul(entry.at)}
          </Text>
        </li>
      ))}
    </ol>
  )
}

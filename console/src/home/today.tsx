import { Box, Group, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Mode } from '@naru/server/wire/console'
import { formatMoney } from '../format/money.ts'
import { formatSeoul, seoulDayBefore, seoulInstant } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { PaymentCounts } from '../payment/payment-counts.tsx'
import { StatusBadge } from '../payment/status-badge.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { todayCountsQuery, todayQuery } from './home-queries.ts'

interface TodayProps {
  readonly mode: Mode
  /** False until it is known which mode to show. */
  readonly isReady: boolean
}

/** The day's payments at a glance: live ones once there is a live channel, test ones before. */
export function Today({ mode, isReady }: TodayProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { store } = useCurrentStore()
  const from = seoulInstant(seoulDayBefore(new Date(), 0))
  const today = useQuery({ ...todayQuery(store.storeId, mode, from), enabled: isReady })
  const counts = useQuery({ ...todayCountsQuery(store.storeId, mode, from), enabled: isReady })
  return (
    <Section title={t('home.today')} text={t('home.todayText')} actions={<ModeBadge mode={mode} />}>
      <PaymentCounts counts={counts.data} />
      {today.isPending ? (
        <Box mt="md">
          <SkeletonRows count={4} height={44} />
        </Box>
      ) : null}
      {today.isError ? (
        <Box mt="md">
          <FailureNote error={today.error} onRetry={() => void today.refetch()} />
        </Box>
      ) : null}
      {today.data?.items.length === 0 ? (
        <EmptyState
          icon={<IconReceipt size={26} />}
          title={t('home.noneToday')}
          text={t('home.noneTodayText')}
        />
      ) : null}
      {today.data === undefined || today.data.items.length === 0 ? null : (
        <>
          <Box component="ul" className="naru-today" mt="md">
            {today.data.items.map((row) => (
              <li key={row.transactionId}>
                <Box miw={0}>
                  <Link
                    to="/payments/$paymentId"
                    params={{ paymentId: row.paymentId }}
                    search={mode === 'TEST' ? { mode } : {}}
                    className="naru-link"
                  >
                    {row.orderName}
                  </Link>
                  <Text fz="xs" c="dimmed">
                    {formatSeoul(row.requestedAt)}
                  </Text>
                </Box>
                <Group gap="xs" wrap="nowrap" flex="none">
                  <Text fz="sm" fw={700} style={{ fontVariantNumeric: 'tabular-nums' }}>
                    {formatMoney(row.totalMinor, row.currency, language)}
                  </Text>
                  <StatusBadge status={row.status} />
                </Group>
              </li>
            ))}
          </Box>
          <Link to="/payments" className="naru-link">
            {t('home.all')}
          </Link>
        </>
      )}
    </Section>
  )
}

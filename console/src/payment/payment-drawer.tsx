import { Alert, Box, Drawer, Group, Loader, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentDetail } from '@naru/server/wire/console'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { Deliveries } from '../webhook/deliveries.tsx'
import { CancelForm } from './cancel-form.tsx'
import { paymentQuery } from './payment-api.ts'
import { PaymentFacts } from './payment-facts.tsx'
import { amount, text } from './payment-object.ts'
import { paymentStatuses } from './payment-search.ts'
import { StatusBadge } from './status-badge.tsx'

const route = getRouteApi('/shell/payments/$paymentId')

/** One payment, over the list that it was opened from. */
export function PaymentDrawer() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const { paymentId } = route.useParams()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const detail = useQuery(paymentQuery(store.storeId, paymentId))
  return (
    <Drawer
      opened
      onClose={() => void navigate({ to: '/payments', search: ({ tab: _tab, ...filters }) => filters })}
      position="right"
      size={640}
      title={t('payment.detail.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {detail.isPending ? <SkeletonRows count={6} height={64} /> : null}
      {detail.isError ? <FailureNote error={detail.error} onRetry={() => void detail.refetch()} /> : null}
      {detail.isSuccess ? (
        <Detail paymentId={paymentId} detail={detail.data} firstTab={tab ?? 'facts'} />
      ) : null}
    </Drawer>
  )
}

interface DetailProps {
  readonly paymentId: string
  readonly detail: PaymentDetail
  readonly firstTab: string
}

function Detail({ paymentId, detail, firstTab }: DetailProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { store } = useCurrentStore()
  const [tab, setTab] = useState(firstTab)
  const { payment } = detail
  const status = paymentStatuses.find((one) => one === payment['status'])
  const currency = text(payment, 'currency') ?? 'KRW'
  const isTest = text(payment, 'channel', 'type') !== 'LIVE'
  return (
    <Stack>
      <ModeBand mode={isTest ? 'TEST' : 'LIVE'} />
      <Box>
        <Group gap="xs">
          {status === undefined ? null : <StatusBadge status={status} />}
          <Text c="dimmed" fz="sm">
            {text(payment, 'orderName')}
          </Text>
        </Group>
        <Text fz={28} fw={800} lts="-0.02em" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formatMoney(amount(payment, 'amount', 'total') ?? 0, currency, language)}
        </Text>
      </Box>
      {detail.isInFlight ? (
        <Alert color="blue" variant="light" icon={<Loader size={18} aria-hidden />} role="status">
          {t('payment.detail.inFlight')}
        </Alert>
      ) : null}
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'facts')} keepMounted={false}>
        <Tabs.List mb="md">
          {(['facts', 'cancel', 'webhooks'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`payment.detail.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="facts">
          <PaymentFacts detail={detail} currency={currency} />
        </Tabs.Panel>
        <Tabs.Panel value="cancel">
          <CancelForm
            key={detail.cancellableMinor}
            paymentId={paymentId}
            detail={detail}
            currency={currency}
            isTest={isTest}
            onCancelled={() => setTab('facts')}
          />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks">
          <Deliveries webhooks={detail.webhooks} storeId={store.storeId} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

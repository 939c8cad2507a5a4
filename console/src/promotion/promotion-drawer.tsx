import { Button, Drawer, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromotionDetail } from '@naru/server/wire/console-promotion'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { CopyIcon, Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { promotionQuery, stepPromotion, type PromotionStep } from './promotion-api.ts'
import { PromotionFormDrawer } from './promotion-form.tsx'
import { BudgetBar, PromotionStatusBadge, useCardCompany, useConditionText } from './promotion-parts.tsx'

const PromotionChart = lazy(() => import('./promotion-chart.tsx'))

interface PromotionDrawerProps {
  readonly promotionId: string
  readonly mayWrite: boolean
  readonly onClose: () => void
}

export function PromotionDrawer({ promotionId, mayWrite, onClose }: PromotionDrawerProps) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const detail = useQuery(promotionQuery(store.storeId, promotionId))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={t('promotion.detail.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {detail.isPending ? <SkeletonRows count={5} height={70} /> : null}
      {detail.isError ? <FailureNote error={detail.error} onRetry={() => void detail.refetch()} /> : null}
      {detail.isSuccess ? <Detail promotion={detail.data} mayWrite={mayWrite} /> : null}
    </Drawer>
  )
}

function Detail({
  promotion,
  mayWrite,
}: {
  readonly promotion: PromotionDetail
  readonly mayWrite: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const cardCompany = useCardCompany()
  const condition = useConditionText(promotion.currency)
  const money = (minor: number) => formatMoney(minor, promotion.currency, language)
  const isOver = promotion.status === 'TERMINATED' || promotion.status === 'COMPLETED'
  return (
    <Stack gap="xl">
      <div>
        <Group gap="xs">
          <PromotionStatusBadge status={promotion.status} />
          <Text fw={700} fz="lg">
            {promotion.name}
          </Text>
        </Group>
        {mayWrite && !isOver ? <Steps promotion={promotion} /> : null}
      </div>
      <section>
        <Title order={3} mb="sm">
          {t('promotion.detail.budget')}
        </Title>
        <BudgetBar promotion={promotion} />
        {promotion.days.length === 0 ? (
          <Text fz="sm" c="dimmed" mt="md">
            {t('promotion.detail.noDays')}
          </Text>
        ) : (
          <Suspense fallback={<Skeleton height={200} mt="md" />}>
            <div role="img" aria-label={t('promotion.detail.chart')} style={{ marginTop: 16 }}>
              <PromotionChart promotion={promotion} />
            </div>
          </Suspense>
        )}
      </section>
      <section>
        <Title order={3} mb="sm">
          {t('promotion.detail.terms')}
        </Title>
        <Facts
          facts={[
            [
              t('promotion.detail.id'),
              <Copyable key="id" value={promotion.promotionId} label={t('promotion.detail.id')} />,
            ],
            [t('promotion.form.cardCompany'), cardCompany(promotion.cardCompany)],
            [t('promotion.form.conditions'), promotion.partitions.map(condition).join(', ')],
            [
              t('promotion.form.maxDiscount'),
              promotion.maxDiscount === undefined ? undefined : money(promotion.maxDiscount),
            ],
            [t('promotion.form.startsAt'), formatSeoul(promotion.startsAt)],
            [t('promotion.form.endsAt'), formatSeoul(promotion.endsAt)],
            [
              t('promotion.form.recover'),
              t(promotion.recoverOption.type === 'RECOVER' ? 'promotion.recovers' : 'promotion.keeps'),
            ],
          ]}
        />
        <Group mt="md" gap={6} wrap="nowrap">
          <code className="naru-code">{`promotionId: "${promotion.promotionId}"`}</code>
          <CopyIcon value={`promotionId: "${promotion.promotionId}"`} label={t('promotion.detail.code')} />
        </Group>
        <Text fz="xs" c="dimmed" mt={4}>
          {t('promotion.detail.codeText')}
        </Text>
      </section>
      <Uses promotion={promotion} />
    </Stack>
  )
}

function Steps({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const tell = useTell()
  const client = useQueryClient()
  const [asked, setAsked] = useState<PromotionStep>()
  const [isEditing, setIsEditing] = useState(false)
  const renew = () => client.invalidateQueries({ queryKey: ['stores', store.storeId, 'promotions'] })
  const step = useMutation({
    mutationFn: (one: PromotionStep) => stepPromotion(store.storeId, promotion.promotionId, one),
    onSuccess: async (_saved, one) => {
      setAsked(undefined)
      tell.done(t(`promotion.steps.${one}Done`))
      await renew()
    },
  })
  const other = promotion.status === 'PAUSED' ? 'resume' : 'pause'
  return (
    <Group gap="xs" mt="sm">
      <Button variant="default" size="compact-sm" onClick={() => setIsEditing(true)}>
        {t('promotion.steps.edit')}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setAsked(other)}>
        {t(`promotion.steps.${other}`)}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setAsked('terminate')}>
        {t('promotion.steps.terminate')}
      </Button>
      {asked === undefined ? null : (
        <ConfirmDialog
          isOpen
          title={t(`promotion.steps.${asked}Title`)}
          confirmLabel={t(`promotion.steps.${asked}`)}
          isDangerous={asked === 'terminate'}
          isBusy={step.isPending}
          error={step.error}
          onConfirm={() => step.mutate(asked)}
          onClose={() => {
            setAsked(undefined)
            step.reset()
          }}
        >
          {t(`promotion.steps.${asked}Text`)}
        </ConfirmDialog>
      )}
      {isEditing ? (
        <PromotionFormDrawer
          promotion={promotion}
          onClose={() => setIsEditing(false)}
          onSaved={() => setIsEditing(false)}
        />
      ) : null}
    </Group>
  )
}

/** 거래 내역. */
function Uses({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const money = (minor: number) => formatMoney(minor, promotion.currency, language)
  return (
    <section>
      <Title order={3} mb="sm">
        {t('promotion.detail.uses')}
      </Title>
      {promotion.uses.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('promotion.detail.noUses')}
        </Text>
      ) : (
        <div className="naru-scroll" style={{ overflowX: 'auto' }}>
          <Table fz="sm" aria-label={t('promotion.detail.uses')}>
            <Table.Thead>
              <Table.Tr>
                {(['payment', 'state', 'order', 'discount', 'returned', 'at'] as const).map((column) => (
                  <Table.Th key={column}>{t(`promotion.columns.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {promotion.uses.map((use) => (
                <Table.Tr key={use.transactionId}>
                  <Table.Td>
                    <Link
                      to="/payments/$paymentId"
                      params={{ paymentId: use.paymentId }}
                      className="naru-link"
                      title={use.paymentId}
                    >
                      {use.paymentId.length > 18 ? `${use.paymentId.slice(0, 18)}…` : use.paymentId}
                    </Link>
                  </Table.Td>
                  <Table.Td>{t(`promotion.uses.${use.state}`)}</Table.Td>
                  <Table.Td>{money(use.order)}</Table.Td>
                  <Table.Td>{money(use.discount)}</Table.Td>
                  <Table.Td>{use.returned === 0 ? '–' : money(use.returned)}</Table.Td>
                  <Table.Td>{formatSeoul(use.at)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}

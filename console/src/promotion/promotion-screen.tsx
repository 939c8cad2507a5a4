import { Button, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { IconDiscount, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromotionView } from '@naru/server/wire/console-promotion'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { promotionsQuery } from './promotion-api.ts'
import { PromotionDrawer } from './promotion-drawer.tsx'
import { PromotionFormDrawer } from './promotion-form.tsx'
import { BudgetBar, PromotionStatusBadge, useCardCompany, useConditionText } from './promotion-parts.tsx'

const route = getRouteApi('/shell/promotion')

/** 프로모션. */
export function PromotionScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { promotion: openId } = route.useSearch()
  const navigate = route.useNavigate()
  const [isCreating, setIsCreating] = useState(false)
  const list = useQuery(promotionsQuery(store.storeId))
  const mayWrite = may(me, 'promotions.write')
  const open = (promotionId: string | undefined) =>
    void navigate({ to: '/promotion', search: promotionId === undefined ? {} : { promotion: promotionId } })
  const create = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
      {t('promotion.create')}
    </Button>
  ) : null

  return (
    <Page title={t('promotion.title')} text={t('promotion.text')} actions={list.data?.length ? create : null}>
      {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <SkeletonRows count={3} height={150} /> : null}
      {list.data?.length === 0 ? (
        <div className="naru-paper">
          <EmptyState
            icon={<IconDiscount size={26} />}
            title={t('promotion.emptyTitle')}
            text={t('promotion.emptyText')}
            action={create}
          />
        </div>
      ) : null}
      {list.data === undefined || list.data.length === 0 ? null : (
        <SimpleGrid cols={{ base: 1, md: 2 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {list.data.map((promotion) => (
            <li key={promotion.promotionId}>
              <PromotionCard promotion={promotion} onOpen={() => open(promotion.promotionId)} />
            </li>
          ))}
        </SimpleGrid>
      )}
      {isCreating ? (
        <PromotionFormDrawer
          onClose={() => setIsCreating(false)}
          onSaved={(saved) => {
            setIsCreating(false)
            open(saved.promotionId)
          }}
        />
      ) : null}
      {openId === undefined ? null : (
        <PromotionDrawer promotionId={openId} mayWrite={mayWrite} onClose={() => open(undefined)} />
      )}
    </Page>
  )
}

function PromotionCard({
  promotion,
  onOpen,
}: {
  readonly promotion: PromotionView
  readonly onOpen: () => void
}) {
  const cardCompany = useCardCompany()
  const condition = useConditionText(promotion.currency)
  return (
    <UnstyledButton className="naru-paper" p="md" w="100%" h="100%" onClick={onOpen}>
      <span className="naru-badges">
        <PromotionStatusBadge status={promotion.status} />
        <Text component="span" fz="sm" c="dimmed">
          {cardCompany(promotion.cardCompany)}
        </Text>
      </span>
      <Text fw={700} my={4}>
        {promotion.name}
      </Text>
      <Text fz="sm" mb="xs">
        {promotion.partitions.map(condition).join(', ')}
      </Text>
      <BudgetBar promotion={promotion} />
      <Text fz="xs" c="dimmed" mt={6}>
        {formatSeoul(promotion.startsAt).slice(0, 16)} – {formatSeoul(promotion.endsAt).slice(0, 16)}
      </Text>
    </UnstyledButton>
  )
}

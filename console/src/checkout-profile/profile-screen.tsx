import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconPlus, IconShoppingCart } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckoutProfileView, PaymentSessionRow } from '@naru/server/wire/console-checkout-profile'
import { may } from '../api/permission.ts'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { isCheckoutMethodName } from './checkout-methods.ts'
import { deleteProfile, profilesQuery, sessionsQuery } from './profile-api.ts'
import { ProfileFormDrawer } from './profile-form.tsx'

/** 체크아웃: profiles of the merchant, and the latest sessions of the store. */
export function CheckoutScreen() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const list = useQuery(profilesQuery)
  const [edited, setEdited] = useState<CheckoutProfileView | 'new'>()
  const mayWrite = may(me, 'checkout-profiles.write')
  const create = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('checkout.create')}
    </Button>
  ) : null
  return (
    <Page title={t('checkout.title')} text={t('checkout.text')} actions={list.data?.length ? create : null}>
      {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <SkeletonRows count={2} height={120} /> : null}
      {list.data?.length === 0 ? (
        <div className="naru-paper">
          <EmptyState
            icon={<IconShoppingCart size={26} />}
            title={t('checkout.emptyTitle')}
            text={t('checkout.emptyText')}
            action={create}
          />
        </div>
      ) : null}
      <Stack gap="md">
        {list.data?.map((profile) => (
          <Profile
            key={profile.profileKey}
            profile={profile}
            mayWrite={mayWrite}
            onEdit={() => setEdited(profile)}
          />
        ))}
      </Stack>
      <Sessions />
      {edited === undefined ? null : (
        <ProfileFormDrawer
          {...(edited === 'new' ? {} : { profile: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  )
}

interface ProfileProps {
  readonly profile: CheckoutProfileView
  readonly mayWrite: boolean
  readonly onEdit: () => void
}

function Profile({ profile, mayWrite, onEdit }: ProfileProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const [isAsked, setIsAsked] = useState(false)
  const remove = useMutation({
    mutationFn: () => deleteProfile(profile.profileKey),
    onSuccess: async () => {
      setIsAsked(false)
      tell.done(t('checkout.deleted'))
      await client.invalidateQueries({ queryKey: profilesQuery.queryKey })
    },
  })
  return (
    <section className="naru-paper" style={{ padding: 20 }} aria-label={profile.name}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Text fw={700}>{profile.name}</Text>
          <ModeBadge mode={profile.mode} />
        </Group>
        {mayWrite ? (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={onEdit}>
              {t('checkout.edit')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setIsAsked(true)}>
              {t('common.delete')}
            </Button>
          </Group>
        ) : null}
      </Group>
      <div style={{ margin: '10px 0' }}>
        <Copyable value={profile.profileKey} label={t('checkout.profileKey')} />
      </div>
      <span className="naru-badges" style={{ flexWrap: 'wrap' }}>
        {profile.methods.map(({ paymentMethod }) => (
          <Badge key={paymentMethod}>
            {isCheckoutMethodName(paymentMethod) ? t(`checkout.methods.${paymentMethod}`) : paymentMethod}
          </Badge>
        ))}
      </span>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('checkout.deleteTitle')}
        confirmLabel={t('common.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setIsAsked(false)}
      >
        {t('checkout.deleteText')}
      </ConfirmDialog>
    </section>
  )
}

const tones: Readonly<Record<PaymentSessionRow['state'], Tone>> = {
  OPEN: 'good',
  CLOSED: 'plain',
  EXPIRED: 'plain',
}

function Sessions() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { store } = useCurrentStore()
  const list = useQuery(sessionsQuery(store.storeId))
  return (
    <section>
      <Title order={2} mb="sm">
        {t('checkout.sessions')}
      </Title>
      {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <SkeletonRows count={2} height={44} /> : null}
      {list.data?.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('checkout.noSessions')}
        </Text>
      ) : null}
      {list.data === undefined || list.data.length === 0 ? null : (
        <div className="naru-paper" style={{ overflowX: 'auto' }}>
          <Table fz="sm" aria-label={t('checkout.sessions')}>
            <Table.Thead>
              <Table.Tr>
                {(['state', 'order', 'amount', 'createdAt', 'expiresAt'] as const).map((column) => (
                  <Table.Th key={column} {...(column === 'createdAt' ? { visibleFrom: 'sm' } : {})}>
                    {t(`checkout.columns.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.map((session) => (
                <Table.Tr key={`${session.paymentId} ${session.createdAt}`}>
                  <Table.Td>
                    <span className="naru-badges">
                      <Badge tone={tones[session.state]}>{t(`checkout.states.${session.state}`)}</Badge>
                      {session.mode === 'TEST' ? <ModeBadge mode="TEST" /> : null}
                    </span>
                  </Table.Td>
                  <Table.Td>
                    <Link
                      to="/payments/$paymentId"
                      params={{ paymentId: session.paymentId }}
                      className="naru-link"
                    >
                      {session.orderName}
                    </Link>
                  </Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    {formatMoney(session.totalAmount, session.currency, language)}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{formatSeoul(session.createdAt)}</Table.Td>
                  <Table.Td>{formatSeoul(session.expiresAt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}

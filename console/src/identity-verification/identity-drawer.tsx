import { Alert, Box, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IdentityVerificationDetail } from '@naru/server/wire/console-identity-verification'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { ModeBand } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { identityQuery, revealIdentity } from './identity-api.ts'
import { IdentityStatus } from './identity-status.tsx'

const route = getRouteApi('/shell/payments/identity-verifications/$identityVerificationId')

/** One verification, over the list that it was opened from. */
export function IdentityDrawer() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const { identityVerificationId } = route.useParams()
  const navigate = route.useNavigate()
  const detail = useQuery(identityQuery(store.storeId, identityVerificationId))
  return (
    <Drawer
      opened
      onClose={() => void navigate({ to: '/payments/identity-verifications', search: true })}
      position="right"
      size={600}
      title={t('identity.detail.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {detail.isPending ? <SkeletonRows count={6} height={56} /> : null}
      {detail.isError ? <FailureNote error={detail.error} onRetry={() => void detail.refetch()} /> : null}
      {detail.isSuccess ? <Detail key={identityVerificationId} masked={detail.data} /> : null}
    </Drawer>
  )
}

function Detail({ masked }: { readonly masked: IdentityVerificationDetail }) {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const reveal = useMutation({ mutationFn: () => revealIdentity(store.storeId, masked.id) })
  const detail = reveal.data ?? masked
  const id = (label: string, value: string | undefined) =>
    [label, value === undefined ? undefined : <Copyable key={label} value={value} label={label} />] as const
  const yes = (value: boolean) => t(value ? 'identity.detail.given' : 'identity.detail.notGiven')
  return (
    <Stack gap="xl">
      <ModeBand mode={detail.mode} />
      <Group gap="xs">
        <IdentityStatus status={detail.status} />
        <Text c="dimmed" fz="sm">
          {t(`identity.ways.${detail.way}`)} · {detail.channelName}
        </Text>
      </Group>
      <section>
        <Group justify="space-between" mb="sm">
          <Title order={3}>{t('identity.detail.person')}</Title>
          {may(me, 'personal-data.read') ? (
            <Button
              variant="default"
              size="compact-sm"
              loading={reveal.isPending}
              leftSection={
                detail.isMasked ? <IconEye size={15} aria-hidden /> : <IconEyeOff size={15} aria-hidden />
              }
              onClick={() => (detail.isMasked ? reveal.mutate() : reveal.reset())}
            >
              {t(detail.isMasked ? 'identity.detail.reveal' : 'identity.detail.mask')}
            </Button>
          ) : null}
        </Group>
        <Text fz="xs" c="dimmed" mb="sm" role="status">
          {t(detail.isMasked ? 'identity.detail.maskedNote' : 'identity.detail.revealedNote')}
        </Text>
        {reveal.isError ? <FailureNote error={reveal.error} onRetry={() => reveal.mutate()} /> : null}
        <Facts
          facts={[
            [t('identity.detail.name'), detail.name],
            [t('identity.detail.phone'), detail.phoneNumber],
            [t('identity.detail.birthDate'), detail.birthDate],
            [
              t('identity.detail.gender'),
              detail.gender === undefined ? undefined : t(`identity.genders.${detail.gender}`),
            ],
            [t('identity.detail.operator'), detail.operator],
            [
              t('identity.detail.foreigner'),
              detail.isForeigner === undefined
                ? undefined
                : t(detail.isForeigner ? 'identity.detail.alien' : 'identity.detail.local'),
            ],
            [t('identity.detail.ci'), yes(detail.hasCi)],
            [t('identity.detail.di'), yes(detail.hasDi)],
            [t('identity.detail.customerId'), detail.customerId],
          ]}
        />
      </section>
      <section>
        <Title order={3} mb="sm">
          {t('identity.detail.verification')}
        </Title>
        <Facts
          facts={[
            id(t('identity.detail.id'), detail.id),
            id(t('identity.detail.transactionId'), detail.transactionId),
            id(t('identity.detail.pgTxId'), detail.pgTxId),
            [t('identity.detail.version'), detail.version],
            [t('identity.detail.pg'), detail.pgProvider],
            [t('identity.detail.mid'), detail.pgMerchantId],
            [t('identity.detail.requestedAt'), formatSeoul(detail.requestedAt)],
            [t('identity.detail.changedAt'), formatSeoul(detail.statusChangedAt)],
            [t('identity.detail.customData'), detail.customData],
          ]}
        />
      </section>
      <section>
        <Title order={3} mb="sm">
          {t('identity.detail.attempts')}
        </Title>
        <Stack gap="xs">
          {detail.attempts.map((attempt) => (
            <Box key={attempt.transactionId} className="naru-paper" p="sm">
              <Group gap="xs">
                <IdentityStatus status={attempt.status} />
                <Text fz="sm">
                  {t(`identity.ways.${attempt.way}`)} · {attempt.channelName}
                </Text>
              </Group>
              <Text fz="xs" c="dimmed" mt={4}>
                {formatSeoul(attempt.requestedAt)} · {attempt.transactionId}
              </Text>
              {attempt.otpTries === 0 ? null : (
                <Text fz="xs" c="dimmed">
                  {t('identity.detail.tries', { count: attempt.otpTries })}
                </Text>
              )}
              {attempt.failure === undefined ? null : (
                <Alert color="red" variant="light" mt="xs" p="xs">
                  {attempt.failure.reason}
                </Alert>
              )}
            </Box>
          ))}
        </Stack>
      </section>
    </Stack>
  )
}

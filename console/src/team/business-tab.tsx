import { Button, Group } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { applicationQuery } from '../application/application-api.ts'
import { formatPhone, formatRegistrationNumber } from '../format/digits.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Facts } from '../parts/facts.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'

/** 사업자 정보: what the e-payment application knows of the business. */
export function BusinessTab() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const { data, error, refetch } = useQuery(applicationQuery)
  const business = data?.business
  const { info } = business ?? {}
  const goButton = (
    <Button component={Link} to="/application/start">
      {t('team.businessGo')}
    </Button>
  )
  return (
    <Section
      title={t('team.tabs.business')}
      actions={
        business === undefined || business.state === 'NONE' ? null : (
          <Group gap="sm">
            <Badge tone={business.state === 'SUBMITTED' ? 'good' : 'wait'}>
              {t(`team.businessState.${business.state}`)}
            </Badge>
            <Link to="/application/status" className="naru-link">
              {t('team.businessGo')}
            </Link>
          </Group>
        )
      }
    >
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <SkeletonRows /> : null}
      {business?.state === 'NONE' ? (
        <EmptyState
          icon={<IconBuilding size={26} />}
          title={t('team.businessNone')}
          text={t('team.businessNoneText')}
          action={goButton}
        />
      ) : null}
      <Facts
        facts={[
          [t('team.merchantName'), me.merchant.name],
          [
            t('team.merchantId'),
            <Copyable value={me.merchant.merchantId} label={t('team.merchantId')} wrap />,
          ],
          [t('team.businessName'), info?.companyName],
          [
            t('team.businessNumber'),
            info === undefined ? undefined : formatRegistrationNumber(info.registrationNumber),
          ],
          [
            t('team.businessAddress'),
            [info?.postalCode, info?.address, info?.addressDetail].filter((part) => part).join(' '),
          ],
          [
            t('team.businessRepresentatives'),
            info?.representatives
              .map((one) => one.nameKo)
              .filter((name) => name !== '')
              .join(', '),
          ],
          [
            t('team.businessManager'),
            [info?.manager.name, formatPhone(info?.manager.phoneNumber ?? ''), info?.manager.email]
              .filter((part) => part)
              .join(' · '),
          ],
          [
            t('team.businessSubmitted'),
            business?.submittedAt === undefined ? undefined : formatSeoul(business.submittedAt),
          ],
        ]}
      />
    </Section>
  )
}

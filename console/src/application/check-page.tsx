import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { BusinessInfo, LicenceView } from '@naru/server/wire/console-application'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCorporationNumber, formatPhone, formatRegistrationNumber } from '../format/digits.ts'
import { Facts } from '../parts/facts.tsx'
import { problemsOf, type BusinessStep } from './step-of-field.ts'

const pages = ['business', 'manager', 'service'] as const

interface CheckPageProps {
  readonly info: BusinessInfo
  readonly licence: LicenceView | undefined
  readonly problems: Readonly<Record<string, string>>
  readonly onEdit: (step: BusinessStep) => void
}

/** 4 최종 확인 */
export function CheckPage({ info, licence, problems, onEdit }: CheckPageProps) {
  const { t } = useTranslation()
  const incomplete = pages
    .map((step) => ({ step, count: Object.keys(problemsOf(problems, step)).length }))
    .filter(({ count }) => count > 0)
  return (
    <Stack gap="lg">
      {incomplete.length === 0 ? (
        <Text fz="sm">{t('application.business.checkText')}</Text>
      ) : (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle size={20} />}
          title={t('application.business.missingTitle')}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          <List fz="sm" spacing={4}>
            {incomplete.map(({ step, count }) => (
              <List.Item key={step}>
                {t('application.business.missingText', {
                  step: t(`application.business.steps.${step}`),
                  count,
                })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <BusinessSummary
        info={info}
        licence={licence}
        action={(step) => (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('application.business.editStep', { step: t(`application.business.steps.${step}`) })}
            onClick={() => onEdit(step)}
          >
            {t('application.business.edit')}
          </Button>
        )}
      />
    </Stack>
  )
}

interface BusinessSummaryProps {
  readonly info: BusinessInfo
  readonly licence: LicenceView | undefined
  readonly action?: (step: (typeof pages)[number]) => ReactNode
}

/** Everything that was entered, page by page. */
export function BusinessSummary({ info, licence, action }: BusinessSummaryProps) {
  const { t } = useTranslation()
  const { service, manager } = info
  const facts = {
    business: [
      [t('application.business.licence'), licence?.name],
      [
        t('application.business.classification'),
        info.classification === '' ? undefined : t(`application.business.classes.${info.classification}`),
      ],
      [t('application.business.registrationNumber'), formatRegistrationNumber(info.registrationNumber)],
      [
        t('application.business.corporationNumber'),
        info.classification === 'CORPORATION' ? formatCorporationNumber(info.corporationNumber) : undefined,
      ],
      [t('application.business.companyName'), info.companyName],
      [
        t('application.business.address'),
        [info.postalCode, info.address, info.addressDetail].filter((text) => text !== '').join(' '),
      ],
      [t('application.business.types'), info.types.join(', ')],
      [t('application.business.items'), info.items.join(', ')],
      ...info.representatives.map(
        (person, index) =>
          [
            t('application.business.representative', { number: index + 1 }),
            [person.nameKo, person.nameEn, person.birthdate, formatPhone(person.phoneNumber), person.email]
              .filter((text) => text !== '')
              .join(' · '),
          ] as const,
      ),
    ],
    manager: [
      [t('application.business.managerName'), manager.name],
      [t('application.business.email'), manager.email],
      [t('application.business.phoneNumber'), formatPhone(manager.phoneNumber)],
    ],
    service: [
      [t('application.business.salesItems'), service.salesItems.join(', ')],
      [
        t('application.business.serviceType'),
        service.type === '' ? undefined : t(`application.business.serviceTypes.${service.type}`),
      ],
      [
        t('application.business.monthlySales'),
        service.monthlySales === '' ? undefined : t(`application.business.sales.${service.monthlySales}`),
      ],
      [
        t('application.business.url'),
        [
          ...service.urls.filter((url) => url !== ''),
          ...(service.isPreparing ? [t('application.business.isPreparing')] : []),
        ].join(', '),
      ],
      [t('application.business.memo'), service.memo],
    ],
  } as const
  return (
    <>
      {pages.map((step) => (
        <section key={step}>
          <Group justify="space-between" mb="xs">
            <Title order={3}>{t(`application.business.steps.${step}`)}</Title>
            {action?.(step)}
          </Group>
          <Facts facts={facts[step]} />
        </section>
      ))}
    </>
  )
}

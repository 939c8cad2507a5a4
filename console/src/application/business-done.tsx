import { Button, Stack, Text } from '@mantine/core'
import type { BusinessView } from '@naru/server/wire/console-application'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge } from '../parts/badge.tsx'
import { Page, Section } from '../parts/page.tsx'
import { licencePath } from './application-api.ts'
import { BusinessSummary } from './check-page.tsx'

/** The submitted verification, to be read only. */
export function BusinessDone({ business }: { readonly business: BusinessView }) {
  const { t } = useTranslation()
  return (
    <Page
      title={t('application.business.title')}
      actions={<Badge tone="good">{t('application.business.submitted')}</Badge>}
    >
      <Section
        title={t('application.business.doneTitle')}
        text={t('application.business.doneText')}
        actions={
          <Button component={Link} to="/application/pg">
            {t('application.business.goPg')}
          </Button>
        }
      >
        <Stack gap="lg">
          <BusinessSummary info={business.info} licence={business.licence} />
          <Text fz="sm">
            <a href={licencePath} download className="naru-link">
              {t('application.business.licenceDownload')}
            </a>
          </Text>
        </Stack>
      </Section>
    </Page>
  )
}

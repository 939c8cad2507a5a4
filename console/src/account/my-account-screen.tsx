import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page, Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import './account.css'
import { LoginSection } from './login-section.tsx'
import { MarketingSection } from './marketing-section.tsx'
import { accountQuery } from './my-account-api.ts'
import { PasskeySection } from './passkey-section.tsx'
import { SessionSection } from './session-section.tsx'
import { TwoFactorSection } from './two-factor-section.tsx'
import { WithdrawSection } from './withdraw-section.tsx'

/** 내 정보 관리 */
export function MyAccountScreen() {
  const { t } = useTranslation()
  const account = useQuery(accountQuery)
  return (
    <Page title={t('myAccount.title')} text={t('myAccount.text')}>
      <Stack gap="md" maw={820}>
        {account.isError ? (
          <FailureNote error={account.error} onRetry={() => void account.refetch()} />
        ) : account.data === undefined ? (
          <Section>
            <SkeletonRows />
          </Section>
        ) : (
          <>
            <LoginSection account={account.data} />
            <TwoFactorSection account={account.data} />
            <PasskeySection account={account.data} />
            <SessionSection />
            <MarketingSection account={account.data} />
            <WithdrawSection />
          </>
        )}
      </Stack>
    </Page>
  )
}

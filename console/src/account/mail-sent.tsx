import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AuthHeading } from './auth-heading.tsx'
import { MailboxLink } from './mailbox-link.tsx'
import { ResendButton } from './resend-button.tsx'

/** After sign-up: where the mail went and what to do when it does not come. */
export function MailSent({ email }: { readonly email: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="md" role="status">
      <AuthHeading title={t('account.mailSentTitle')} text={t('account.mailSentText')} />
      <Text fw={700} fz="lg" className="naru-paper" p="md" ta="center">
        {email}
      </Text>
      <Text fz="sm" c="dimmed">
        {t('account.mailSentSpam')}
      </Text>
      <ResendButton email={email} />
      <MailboxLink to={email} />
      <Link to="/auth/signin" className="naru-link">
        {t('account.goSignIn')}
      </Link>
    </Stack>
  )
}

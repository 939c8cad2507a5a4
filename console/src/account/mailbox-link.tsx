import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { installationQuery } from '../api/session.ts'

/** The way to the development mailbox, where there is one. */
export function MailboxLink({ to }: { readonly to: string }) {
  const { t } = useTranslation()
  const installation = useQuery(installationQuery)
  if (installation.data?.developmentMailbox !== true) return null
  return (
    <Text fz="sm" c="dimmed">
      {t('account.mailboxHint')}{' '}
      <Link to="/dev/mailbox" search={to === '' ? {} : { to }} className="naru-link">
        {t('account.openMailbox')}
      </Link>
    </Text>
  )
}

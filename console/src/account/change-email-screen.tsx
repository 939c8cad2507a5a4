import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../parts/failure-note.tsx'
import { AuthHeading } from './auth-heading.tsx'
import { confirmEmailChange } from './my-account-api.ts'

const route = getRouteApi('/auth/change-email')

/** Where the link of the mail to a new address leads. */
export function ChangeEmailScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  // A query and not a mutation: drawn twice, the page must still ask once.
  const change = useQuery({
    queryKey: ['change-email', token],
    queryFn: () => confirmEmailChange(token ?? ''),
    enabled: token !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

  if (change.isSuccess) {
    const { email } = change.data
    return (
      <div role="status">
        <AuthHeading
          title={t('myAccount.email.confirmed')}
          text={t('myAccount.email.confirmedText', { email })}
        />
        <Button size="md" fullWidth component={Link} to="/account">
          {t('myAccount.email.goAccount')}
        </Button>
      </div>
    )
  }
  if (token !== undefined && change.isPending) {
    return (
      <Group role="status">
        <Loader size="sm" aria-hidden />
        <AuthHeading title={t('myAccount.email.confirming')} />
      </Group>
    )
  }
  return (
    <Stack>
      <AuthHeading
        title={t('myAccount.email.confirmFailed')}
        {...(token === undefined ? { text: t('account.linkMissing') } : {})}
      />
      {change.isError ? <FailureNote error={change.error} /> : null}
      <Text c="dimmed">{t('myAccount.email.again')}</Text>
      <Button size="md" fullWidth component={Link} to="/account">
        {t('myAccount.email.goAccount')}
      </Button>
    </Stack>
  )
}

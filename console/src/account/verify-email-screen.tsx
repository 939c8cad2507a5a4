import { Button, Group, Loader, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenBody, VerifiedEmail } from '@naru/server/wire/console'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { isEmail } from './account-rules.ts'
import { AuthHeading } from './auth-heading.tsx'
import { MailboxLink } from './mailbox-link.tsx'
import { ResendButton } from './resend-button.tsx'

const route = getRouteApi('/auth/verify-email')

/** Where the link of the verification mail leads. Opening it twice is harmless. */
export function VerifyEmailScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const [email, setEmail] = useState('')
  // A query and not a mutation: drawn twice, the page must still ask once.
  const verification = useQuery({
    queryKey: ['verify-email', token],
    queryFn: () => {
      const body: TokenBody = { token: token ?? '' }
      return request<VerifiedEmail>('POST', apiPath`verify-email`, body)
    },
    enabled: token !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

  if (verification.isSuccess) {
    const { kind } = verification.data
    return (
      <div role="status">
        <AuthHeading
          title={kind === 'verified' ? t('account.verified') : t('account.alreadyVerified')}
          text={t('account.verifiedText')}
        />
        <Button size="md" fullWidth component={Link} to="/auth/signin">
          {t('account.goSignIn')}
        </Button>
      </div>
    )
  }
  if (token !== undefined && verification.isPending) {
    return (
      <Group role="status">
        <Loader size="sm" aria-hidden />
        <AuthHeading title={t('account.verifying')} />
      </Group>
    )
  }
  return (
    <Stack>
      <AuthHeading
        title={t('account.verifyFailed')}
        {...(token === undefined ? { text: t('account.linkMissing') } : {})}
      />
      {verification.isError ? <FailureNote error={verification.error} /> : null}
      <TextInput
        label={t('account.resendFor')}
        type="email"
        autoComplete="email"
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {isEmail(email) ? <ResendButton email={email.trim()} /> : null}
      <MailboxLink to={isEmail(email) ? email.trim() : ''} />
      <Link to="/auth/signin" className="naru-link">
        {t('account.goSignIn')}
      </Link>
    </Stack>
  )
}

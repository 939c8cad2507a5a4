import { Box, Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AuthHeading } from '../account/auth-heading.tsx'
import { isFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { PasswordInput } from '../parts/password-input.tsx'
import { OperatorHead } from './operator-head.tsx'
import { welcomeOperator } from './operator-api.ts'

const route = getRouteApi('/operator/welcome')

/** Where the one-time link of `naru operator add` leads. */
export function OperatorWelcomeScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const welcome = useMutation({ mutationFn: welcomeOperator })
  const isWeak = isFailure(welcome.error, 'InvalidPasswordFormatError')
  const isDifferent = password !== again
  if (token === undefined || welcome.isSuccess) {
    return (
      <>
        <OperatorHead />
        <Box
          component="main"
          id="content"
          tabIndex={-1}
          className="naru-main"
          maw={420}
          mx="auto"
          p="md"
          pt={80}
          role="status"
        >
          <AuthHeading
            title={welcome.isSuccess ? t('operator.passwordSet') : t('operator.welcome')}
            {...(welcome.isSuccess ? {} : { text: t('operator.linkMissing') })}
          />
          <Button component={Link} to="/operator" fullWidth size="md">
            {t('operator.goSignIn')}
          </Button>
        </Box>
      </>
    )
  }
  return (
    <>
      <OperatorHead />
      <Box
        component="main"
        id="content"
        tabIndex={-1}
        className="naru-main"
        maw={420}
        mx="auto"
        p="md"
        pt={80}
      >
        <AuthHeading title={t('operator.welcome')} text={t('operator.welcomeText')} />
        <form
          aria-label={t('operator.welcome')}
          onSubmit={(event) => {
            event.preventDefault()
            setIsChecked(true)
            if (!isDifferent) welcome.mutate({ token, password })
          }}
        >
          <Stack>
            <PasswordInput
              label={t('operator.password')}
              description={t('operator.passwordRule')}
              autoComplete="new-password"
              size="md"
              value={password}
              error={isWeak ? welcome.error?.message : undefined}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('operator.passwordAgain')}
              autoComplete="new-password"
              size="md"
              value={again}
              error={isChecked && isDifferent ? t('operator.passwordDiffers') : undefined}
              onChange={(event) => setAgain(event.currentTarget.value)}
            />
            {welcome.isError && !isWeak ? <FailureNote error={welcome.error} /> : null}
            <Button type="submit" size="md" loading={welcome.isPending} disabled={password === ''}>
              {t('operator.setPassword')}
            </Button>
          </Stack>
        </form>
      </Box>
    </>
  )
}

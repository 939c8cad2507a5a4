import { Alert, Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconMailExclamation } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInBody } from '@naru/server/wire/console'
import type { SignInAnswer } from '@naru/server/wire/console-account'
import { isFailure } from '../api/failure.ts'
import { apiPath, safeRedirect } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { isEmail } from './account-rules.ts'
import { AuthHeading } from './auth-heading.tsx'
import { MailboxLink } from './mailbox-link.tsx'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { ResendButton } from './resend-button.tsx'
import { SecondStep } from './second-step.tsx'

const route = getRouteApi('/auth/signin')

export function SignInScreen() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const router = useRouter()
  const queryClient = useQueryClient()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm<SignInBody>({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (isEmail(email) ? null : t('account.emailInvalid')),
      password: (password) =>
        password === '' ? t('common.required', { what: t('account.password') }) : null,
    },
  })
  const [isSecondStep, setIsSecondStep] = useState(false)
  const hasEntered = useRef(false)
  // A button and the browser's own offer may both bring a passkey in; the second must not empty the screen of the first.
  const enter = () => {
    if (hasEntered.current) return
    hasEntered.current = true
    queryClient.clear()
    router.history.push(safeRedirect(search.redirect))
  }
  const signIn = useMutation({
    mutationFn: (body: SignInBody) => request<SignInAnswer>('POST', apiPath`sign-in`, body),
    onSuccess: ({ secondStep }) => {
      if (secondStep === true) setIsSecondStep(true)
      else enter()
    },
  })
  const unverified = isFailure(signIn.error, 'EmailNotVerifiedError') ? signIn.error : undefined

  if (isSecondStep) {
    const again = () => {
      form.setFieldValue('password', '')
      setIsSecondStep(false)
    }
    return <SecondStep onSignedIn={enter} onAgain={again} />
  }
  return (
    <>
      <AuthHeading title={t('account.signInTitle')} />
      <form
        noValidate
        ref={formElement}
        aria-label={t('account.signIn')}
        onSubmit={form.onSubmit(
          (values) => signIn.mutate({ ...values, email: values.email.trim() }),
          () => focusFirstInvalid(formElement.current),
        )}
      >
        <Stack>
          <TextInput
            {...requiredField}
            label={t('account.emailAddress')}
            type="email"
            autoComplete="username webauthn"
            size="md"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            {...requiredField}
            label={t('account.password')}
            autoComplete="current-password"
            size="md"
            {...form.getInputProps('password')}
          />
          {unverified !== undefined ? (
            <Alert color="yellow" variant="light" icon={<IconMailExclamation size={20} />} role="alert">
              <Stack gap="sm">
                <Text fz="sm" c="var(--mantine-color-text)">
                  {unverified.message}
                </Text>
                <ResendButton email={form.values.email.trim()} />
                <MailboxLink to={form.values.email.trim()} />
              </Stack>
            </Alert>
          ) : signIn.isError ? (
            <FailureNote error={signIn.error} />
          ) : null}
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('account.signIn')}
          </Button>
        </Stack>
      </form>
      <Box mt="sm">
        <PasskeySignIn onSignedIn={enter} />
      </Box>
      <Group justify="space-between" mt="lg" fz="sm">
        <Link to="/auth/password/forgot" className="naru-link">
          {t('account.forgot')}
        </Link>
        <Text fz="sm" c="dimmed">
          {t('account.noAccount')}{' '}
          <Link to="/auth/signup" className="naru-link">
            {t('account.goSignUp')}
          </Link>
        </Text>
      </Group>
    </>
  )
}

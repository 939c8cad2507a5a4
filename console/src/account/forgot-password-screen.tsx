import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmailBody } from '@naru/server/wire/console'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { isEmail } from './account-rules.ts'
import { AuthHeading } from './auth-heading.tsx'
import { MailboxLink } from './mailbox-link.tsx'

export function ForgotPasswordScreen() {
  const { t } = useTranslation()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm<EmailBody>({
    initialValues: { email: '' },
    validate: { email: (email) => (isEmail(email) ? null : t('account.emailInvalid')) },
  })
  const forgot = useMutation({
    mutationFn: (body: EmailBody) => request('POST', apiPath`password/forgot`, body),
  })
  const email = form.values.email.trim()

  if (forgot.isSuccess) {
    return (
      <Stack role="status">
        <AuthHeading title={t('account.forgotSentTitle')} text={t('account.forgotSentText', { email })} />
        <MailboxLink to={email} />
        <Link to="/auth/signin" className="naru-link">
          {t('account.goSignIn')}
        </Link>
      </Stack>
    )
  }
  return (
    <form
      noValidate
      ref={formElement}
      aria-label={t('account.forgot')}
      onSubmit={form.onSubmit(
        () => forgot.mutate({ email }),
        () => focusFirstInvalid(formElement.current),
      )}
    >
      <AuthHeading title={t('account.forgot')} text={t('account.forgotText')} />
      <Stack>
        <TextInput
          {...requiredField}
          label={t('account.email')}
          type="email"
          autoComplete="email"
          size="md"
          {...form.getInputProps('email')}
        />
        {forgot.isError ? <FailureNote error={forgot.error} /> : null}
        <Button type="submit" size="md" loading={forgot.isPending}>
          {t('account.sendLink')}
        </Button>
        <Link to="/auth/signin" className="naru-link">
          {t('account.goSignIn')}
        </Link>
      </Stack>
    </form>
  )
}

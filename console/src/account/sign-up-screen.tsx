import { Button, Checkbox, Divider, Fieldset, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignUpBody } from '@naru/server/wire/console'
import { ConsoleFailure } from '../api/failure.ts'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { isEmail, isPassword } from './account-rules.ts'
import { AuthHeading } from './auth-heading.tsx'
import { MailSent } from './mail-sent.tsx'

/** Under which field the sentence of a refusal belongs. */
const fieldOfRefusal: Readonly<Partial<Record<string, string>>> = {
  EmailAlreadyExistsError: 'email',
  InvalidPasswordFormatError: 'password',
  PasswordContainsPersonalInfoError: 'password',
  RequiredTermDisagreedError: 'service',
}

const blank = { email: '', password: '', again: '', service: false, privacy: false, marketing: false }

export function SignUpScreen() {
  const { t } = useTranslation()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm({
    initialValues: blank,
    validateInputOnBlur: ['email', 'password'],
    validate: {
      email: (email) => (isEmail(email) ? null : t('account.emailInvalid')),
      password: (password) => (isPassword(password) ? null : t('account.passwordInvalid')),
      again: (again, { password }) => (again === password ? null : t('account.passwordDiffers')),
      service: (agreed) => (agreed ? null : t('account.termRequired')),
      privacy: (agreed) => (agreed ? null : t('account.termRequired')),
    },
  })
  const signUp = useMutation({
    mutationFn: (body: SignUpBody) => request<{ email: string }>('POST', apiPath`sign-up`, body),
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      const field = fieldOfRefusal[error.type]
      form.setErrors({ ...error.fields, ...(field === undefined ? {} : { [field]: error.message }) })
      focusFirstInvalid(formElement.current)
    },
  })

  if (signUp.isSuccess) return <MailSent email={signUp.data.email} />

  const { service, privacy, marketing } = form.values
  const agreedCount = [service, privacy, marketing].filter(Boolean).length
  return (
    <>
      <AuthHeading title={t('account.signUpTitle')} text={t('account.signUpText')} />
      <form
        noValidate
        ref={formElement}
        aria-label={t('account.goSignUp')}
        onSubmit={form.onSubmit(
          (values) =>
            signUp.mutate({
              email: values.email.trim(),
              password: values.password,
              terms: { service, privacy, marketing },
            }),
          () => focusFirstInvalid(formElement.current),
        )}
      >
        <Stack>
          <TextInput
            {...requiredField}
            label={t('account.email')}
            placeholder={t('account.emailPlaceholder')}
            type="email"
            autoComplete="email"
            size="md"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            {...requiredField}
            label={t('account.password')}
            description={t('account.passwordRule')}
            autoComplete="new-password"
            size="md"
            {...form.getInputProps('password')}
          />
          <PasswordInput
            {...requiredField}
            label={t('account.passwordAgain')}
            autoComplete="new-password"
            size="md"
            {...form.getInputProps('again')}
          />
          <Fieldset legend={t('account.terms')} radius="md" bg="transparent">
            <Stack gap="sm">
              <Checkbox
                label={t('account.agreeAll')}
                fw={700}
                checked={agreedCount === 3}
                indeterminate={agreedCount > 0 && agreedCount < 3}
                onChange={(event) => {
                  const agreed = event.currentTarget.checked
                  form.setValues({ service: agreed, privacy: agreed, marketing: agreed })
                  if (agreed) for (const field of ['service', 'privacy']) form.clearFieldError(field)
                }}
              />
              <Divider />
              <Checkbox
                label={t('account.termService')}
                {...form.getInputProps('service', { type: 'checkbox' })}
              />
              <Checkbox
                label={t('account.termPrivacy')}
                {...form.getInputProps('privacy', { type: 'checkbox' })}
              />
              <Checkbox
                label={t('account.termMarketing')}
                {...form.getInputProps('marketing', { type: 'checkbox' })}
              />
            </Stack>
          </Fieldset>
          {signUp.isError ? <FailureNote error={signUp.error} /> : null}
          <Button type="submit" size="md" loading={signUp.isPending}>
            {t('account.signUp')}
          </Button>
        </Stack>
      </form>
      <Text fz="sm" c="dimmed" mt="lg">
        {t('account.haveAccount')}{' '}
        <Link to="/auth/signin" className="naru-link">
          {t('account.goSignIn')}
        </Link>
      </Text>
    </>
  )
}

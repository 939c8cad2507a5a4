import { Button, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResetPasswordBody } from '@naru/server/wire/console'
import { ConsoleFailure } from '../api/failure.ts'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { isPassword } from './account-rules.ts'
import { AuthHeading } from './auth-heading.tsx'

const route = getRouteApi('/auth/password/reset')

export function ResetPasswordScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: (password) => (isPassword(password) ? null : t('account.passwordInvalid')),
      again: (again, { password }) => (again === password ? null : t('account.passwordDiffers')),
    },
  })
  const reset = useMutation({
    mutationFn: (body: ResetPasswordBody) => request('POST', apiPath`password/reset`, body),
    onError: (error) => {
      if (!(error instanceof ConsoleFailure) || !/Password/.test(error.type)) return
      form.setErrors({ password: error.message })
      focusFirstInvalid(formElement.current)
    },
  })

  if (reset.isSuccess || token === undefined) {
    return (
      <div role="status">
        <AuthHeading
          title={reset.isSuccess ? t('account.resetDone') : t('account.resetTitle')}
          text={reset.isSuccess ? t('account.resetDoneText') : t('account.linkMissing')}
        />
        <Button
          size="md"
          fullWidth
          component={Link}
          to={reset.isSuccess ? '/auth/signin' : '/auth/password/forgot'}
        >
          {reset.isSuccess ? t('account.goSignIn') : t('account.forgot')}
        </Button>
      </div>
    )
  }
  return (
    <form
      noValidate
      ref={formElement}
      aria-label={t('account.resetTitle')}
      onSubmit={form.onSubmit(
        ({ password }) => reset.mutate({ token, password }),
        () => focusFirstInvalid(formElement.current),
      )}
    >
      <AuthHeading title={t('account.resetTitle')} text={t('account.resetText')} />
      <Stack>
        <PasswordInput
          {...requiredField}
          label={t('account.newPassword')}
          description={t('account.passwordRule')}
          autoComplete="new-password"
          size="md"
          {...form.getInputProps('password')}
        />
        <PasswordInput
          {...requiredField}
          label={t('account.newPasswordAgain')}
          autoComplete="new-password"
          size="md"
          {...form.getInputProps('again')}
        />
        {reset.isError ? (
          <>
            <FailureNote error={reset.error} />
            <Link to="/auth/password/forgot" className="naru-link">
              {t('account.forgot')}
            </Link>
          </>
        ) : null}
        <Button type="submit" size="md" loading={reset.isPending}>
          {t('account.reset')}
        </Button>
      </Stack>
    </form>
  )
}

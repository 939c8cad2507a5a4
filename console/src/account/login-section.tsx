import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { AccountView } from '@naru/server/wire/console-account'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../parts/page.tsx'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { isEmail, isPassword } from './account-rules.ts'
import { CurrentPassword, FormDialog } from './form-dialog.tsx'
import { MailboxLink } from './mailbox-link.tsx'
import { accountQuery, changePassword, dropEmailChange, requestEmailChange } from './my-account-api.ts'
import { useFieldErrors } from './use-field-errors.ts'

/** E-mail and password: what one signs in with. */
export function LoginSection({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<'email' | 'password'>()
  const close = () => setAsked(undefined)
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey })
  const drop = useMutation({
    mutationFn: dropEmailChange,
    onSuccess: () => tell.done(t('myAccount.email.dropped')),
    onError: tell.failed,
    onSettled: refresh,
  })
  return (
    <>
      <Section
        title={t('myAccount.email.title')}
        text={account.email}
        actions={
          <Button variant="default" onClick={() => setAsked('email')}>
            {t('myAccount.email.change')}
          </Button>
        }
      >
        <Stack gap="sm">
          {account.pendingEmail === undefined ? null : (
            <Alert variant="light" role="status">
              <Group justify="space-between" gap="sm">
                <Text fz="sm" c="var(--mantine-color-text)">
                  {t('myAccount.email.waiting', { email: account.pendingEmail })}
                </Text>
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={drop.isPending}
                  onClick={() => drop.mutate()}
                >
                  {t('myAccount.email.drop')}
                </Button>
              </Group>
              <MailboxLink to={account.pendingEmail} />
            </Alert>
          )}
        </Stack>
      </Section>
      <Section
        title={t('myAccount.password.title')}
        text={t('myAccount.password.text')}
        actions={
          <Button variant="default" onClick={() => setAsked('password')}>
            {t('myAccount.password.change')}
          </Button>
        }
      ></Section>
      <EmailDialog
        isOpen={asked === 'email'}
        onSent={(email) => {
          close()
          tell.done(t('myAccount.email.sent', { email }))
          void refresh()
        }}
        onClose={close}
      />
      <ChangePasswordDialog
        isOpen={asked === 'password'}
        email={account.email}
        onChanged={() => {
          close()
          tell.done(t('myAccount.password.changed'))
          void refresh()
        }}
        onClose={close}
      />
    </>
  )
}

interface EmailDialogProps {
  readonly isOpen: boolean
  readonly onSent: (email: string) => void
  readonly onClose: () => void
}

function EmailDialog({ isOpen, onSent, onClose }: EmailDialogProps) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (isEmail(email) ? null : t('account.emailInvalid')),
      password: (password) =>
        password === '' ? t('common.required', { what: t('account.password') }) : null,
    },
  })
  const send = useMutation({
    mutationFn: ({ email, password }: typeof form.values) =>
      requestEmailChange({ email: email.trim(), password }),
    onSuccess: (_, { email }) => {
      form.reset()
      onSent(email.trim())
    },
    onError: (error) => errors.show(form, error),
  })
  return (
    <FormDialog
      isOpen={isOpen}
      title={t('myAccount.email.change')}
      text={t('myAccount.email.changeText')}
      element={errors.element}
      submitLabel={t('myAccount.email.send')}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={form.onSubmit((values) => send.mutate(values), errors.focus)}
      onClose={() => {
        form.reset()
        send.reset()
        onClose()
      }}
    >
      <TextInput
        {...requiredField}
        label={t('myAccount.email.next')}
        type="email"
        autoComplete="email"
        data-autofocus
        {...form.getInputProps('email')}
      />
      <CurrentPassword form={form} />
    </FormDialog>
  )
}

interface ChangePasswordDialogProps {
  readonly isOpen: boolean
  readonly email: string
  readonly onChanged: () => void
  readonly onClose: () => void
}

function ChangePasswordDialog({ isOpen, email, onChanged, onClose }: ChangePasswordDialogProps) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { password: '', newPassword: '', again: '' },
    validate: {
      password: (password) =>
        password === '' ? t('common.required', { what: t('myAccount.passwordNow') }) : null,
      newPassword: (password) => (isPassword(password) ? null : t('account.passwordInvalid')),
      again: (again, { newPassword }) => (again === newPassword ? null : t('account.passwordDiffers')),
    },
  })
  const change = useMutation({
    mutationFn: ({ password, newPassword }: typeof form.values) => changePassword({ password, newPassword }),
    gcTime: 0,
    onSuccess: () => {
      form.reset()
      onChanged()
    },
    onError: (error) => errors.show(form, error),
  })
  return (
    <FormDialog
      isOpen={isOpen}
      title={t('myAccount.password.change')}
      text={t('myAccount.password.text')}
      element={errors.element}
      submitLabel={t('myAccount.password.change')}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={form.onSubmit((values) => change.mutate(values), errors.focus)}
      onClose={() => {
        form.reset()
        change.reset()
        onClose()
      }}
    >
      {/* Unseen, so that password managers know whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <CurrentPassword form={form} isFirst />
      <PasswordInput
        {...requiredField}
        label={t('account.newPassword')}
        description={t('account.passwordRule')}
        autoComplete="new-password"
        {...form.getInputProps('newPassword')}
      />
      <PasswordInput
        {...requiredField}
        label={t('account.newPasswordAgain')}
        autoComplete="new-password"
        {...form.getInputProps('again')}
      />
    </FormDialog>
  )
}

import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { InvitationView } from '@naru/server/wire/console-team'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isPassword } from '../account/account-rules.ts'
import { AuthHeading } from '../account/auth-heading.tsx'
import { ConsoleFailure } from '../api/failure.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { acceptInvitation, invitationQuery } from './team-api.ts'

const route = getRouteApi('/auth/invite')

/** Where the link of an invitation leads: the invited person sets a password. */
export function InviteScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const invitation = useQuery({ ...invitationQuery(token ?? ''), enabled: token !== undefined, retry: false })
  if (token !== undefined && invitation.isPending) {
    return (
      <Group role="status">
        <Loader size="sm" aria-hidden />
        <AuthHeading title={t('common.loading')} />
      </Group>
    )
  }
  if (token === undefined || invitation.data === undefined) {
    return (
      <Stack>
        <AuthHeading
          title={t('team.inviteFailed')}
          {...(token === undefined ? { text: t('account.linkMissing') } : {})}
        />
        {invitation.error === null ? null : <FailureNote error={invitation.error} />}
        <Link to="/auth/signin" className="naru-link">
          {t('account.goSignIn')}
        </Link>
      </Stack>
    )
  }
  return <SetPassword token={token} invitation={invitation.data} />
}

function SetPassword({ token, invitation }: { readonly token: string; readonly invitation: InvitationView }) {
  const { t } = useTranslation()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: (password) => (isPassword(password) ? null : t('account.passwordInvalid')),
      again: (again, { password }) => (again === password ? null : t('account.passwordDiffers')),
    },
  })
  const accept = useMutation({
    mutationFn: acceptInvitation,
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors({ ...error.fields })
      focusFirstInvalid(element.current)
    },
  })
  if (accept.isSuccess) {
    return (
      <div role="status">
        <AuthHeading title={t('team.inviteDone')} text={t('team.inviteDoneText')} />
        <Button size="md" fullWidth component={Link} to="/auth/signin">
          {t('account.goSignIn')}
        </Button>
      </div>
    )
  }
  const role = t(`role.${invitation.role}`)
  return (
    <form
      ref={element}
      noValidate
      aria-label={t('team.inviteTitle')}
      onSubmit={form.onSubmit(
        ({ password }) => accept.mutate({ token, password }),
        () => focusFirstInvalid(element.current),
      )}
    >
      <AuthHeading
        title={t('team.inviteTitle')}
        text={t('team.inviteText', {
          merchant:
            invitation.storeName === undefined
              ? invitation.merchantName
              : `${invitation.merchantName} ${invitation.storeName}`,
          role,
        })}
      />
      <Stack>
        <TextInput
          label={t('team.inviteEmail')}
          value={invitation.email}
          readOnly
          autoComplete="username"
          size="md"
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
        <Text fz="sm" c="dimmed">
          {t('team.inviteUntil', { at: formatSeoul(invitation.expiresAt) })}
        </Text>
        {accept.error === null ? null : <FailureNote error={accept.error} />}
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('team.inviteSet')}
        </Button>
      </Stack>
    </form>
  )
}

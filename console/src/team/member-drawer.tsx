import { Checkbox, Drawer, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { InvitableRole, MemberView } from '@naru/server/wire/console-team'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmail } from '../account/account-rules.ts'
import { ConsoleFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { inviteMember, membersQuery, storesQuery, updateMember } from './team-api.ts'

interface MemberDrawerProps {
  /** Undefined: a new one. */
  readonly member: MemberView | undefined
  readonly isOpen: boolean
  readonly roles: readonly InvitableRole[]
  readonly onClose: () => void
}

/** 계정 추가 and 상세 보기. */
export function MemberDrawer({ member, isOpen, roles, onClose }: MemberDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={480}
      title={member === undefined ? t('team.addTitle') : t('team.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      // A slip beside the drawer must not throw away what was typed.
      closeOnClickOutside={false}
    >
      {isOpen ? (
        <MemberForm key={member?.memberId ?? 'new'} member={member} roles={roles} onClose={onClose} />
      ) : null}
    </Drawer>
  )
}

function MemberForm({ member, roles, onClose }: Omit<MemberDrawerProps, 'isOpen'>) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const { data: stores } = useQuery(storesQuery)
  const subStores = (stores ?? []).filter((store) => !store.isRepresentative)
  const form = useForm<{ email: string; role: string; storeId: string; memo: string; mayExport: boolean }>({
    initialValues: {
      email: member?.email ?? '',
      role: member?.role ?? '',
      storeId: member?.store?.storeId ?? '',
      memo: member?.memo ?? '',
      mayExport: member?.mayExport ?? false,
    },
    validate: {
      email: (email) => (member !== undefined || isEmail(email) ? null : t('team.emailMissing')),
      role: (role) => (role === '' ? t('team.roleMissing') : null),
      storeId: (storeId, { role }) => (isOfOneStore(role) && storeId === '' ? t('team.storeMissing') : null),
    },
  })
  const role = roles.find((one) => one === form.values.role)
  const save = useMutation({
    mutationFn: (chosen: InvitableRole) => {
      const { email, storeId, memo, mayExport } = form.values
      const body = {
        role: chosen,
        ...(isOfOneStore(chosen) ? { storeId } : {}),
        memo: memo.trim(),
        mayExport: isGrantable(chosen) && mayExport,
      }
      return member === undefined
        ? inviteMember({ email: email.trim(), ...body })
        : updateMember(member.memberId, { ...body, rowVersion: member.rowVersion })
    },
    onSuccess: async (saved) => {
      onClose()
      tell.done(member === undefined ? t('team.invited', { email: saved.email }) : t('common.saved'))
      await queryClient.invalidateQueries({ queryKey: membersQuery.queryKey })
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors({ ...error.fields })
      focusFirstInvalid(element.current)
    },
  })
  return (
    <form
      ref={element}
      noValidate
      aria-label={member === undefined ? t('team.addTitle') : t('team.editTitle')}
      onSubmit={form.onSubmit(
        () => {
          if (role !== undefined) save.mutate(role)
        },
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <TextInput
          {...(member === undefined ? requiredField : {})}
          label={t('team.email')}
          description={member === undefined ? t('team.emailHint') : undefined}
          type="email"
          autoComplete="off"
          maxLength={254}
          disabled={member !== undefined}
          data-autofocus
          {...form.getInputProps('email')}
        />
        <Select
          {...requiredField}
          label={t('team.role')}
          description={role === undefined ? undefined : t(`team.roleText.${role}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          {...form.getInputProps('role')}
        />
        {isOfOneStore(form.values.role) ? (
          <Select
            {...requiredField}
            label={t('team.store')}
            allowDeselect={false}
            data={subStores.map((store) => ({ value: store.storeId, label: store.name }))}
            description={stores !== undefined && subStores.length === 0 ? t('team.noStore') : undefined}
            {...form.getInputProps('storeId')}
          />
        ) : null}
        <TextInput label={t('team.memo')} maxLength={200} {...form.getInputProps('memo')} />
        {isGrantable(form.values.role) ? (
          <Checkbox label={t('team.mayExport')} {...form.getInputProps('mayExport', { type: 'checkbox' })} />
        ) : null}
        {save.error === null ? null : <FailureNote error={save.error} />}
        <FormActions
          submitLabel={member === undefined ? t('team.invite') : t('common.save')}
          isBusy={save.isPending}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

function isOfOneStore(role: string): boolean {
  return role === 'STORE_MANAGER' || role === 'STORE_READ_ONLY'
}

/** Roles whose Excel right is given account by account. */
function isGrantable(role: string): boolean {
  return role === 'READ_ONLY' || role === 'STORE_READ_ONLY'
}

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPhone, IconPlus } from '@tabler/icons-react'
import type { EmergencyContact, EmergencyContactBody } from '@naru/server/wire/console-team'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmail } from '../account/account-rules.ts'
import { ConsoleFailure } from '../api/failure.ts'
import { formatPhone } from '../format/digits.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Section } from '../parts/page.tsx'
import { requiredField } from '../parts/required-field.ts'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { addContact, changeContact, contactsQuery, deleteContact } from './team-api.ts'

/** 긴급 연락처 관리. */
export function ContactsTab() {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<EmergencyContact | 'new'>()
  const [doomed, setDoomed] = useState<EmergencyContact>()
  const { data: contacts, error, refetch } = useQuery(contactsQuery)
  const remove = useMutation({
    mutationFn: (contact: EmergencyContact) => deleteContact(contact.contactId),
    onSuccess: async () => {
      setDoomed(undefined)
      tell.done(t('team.contactDeleted'))
      await queryClient.invalidateQueries({ queryKey: contactsQuery.queryKey })
    },
  })
  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('team.contactAdd')}
    </Button>
  )
  const isEmpty = contacts?.length === 0
  return (
    <Section
      title={t('team.tabs.emergency')}
      text={t('team.contactsText')}
      actions={isEmpty ? null : addButton}
    >
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {contacts === undefined && error === null ? <SkeletonRows /> : null}
      {isEmpty ? (
        <EmptyState
          icon={<IconPhone size={26} />}
          title={t('team.contactsEmpty')}
          text={t('team.contactsEmptyText')}
          action={addButton}
        />
      ) : null}
      {contacts === undefined || isEmpty ? null : (
        <table className="naru-table naru-team">
          <thead>
            <tr>
              <th scope="col">{t('team.column.name')}</th>
              <th scope="col">{t('team.column.phone')}</th>
              <th scope="col">{t('team.column.mail')}</th>
              <th scope="col">
                <span className="naru-unseen">{t('team.column.action')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {contacts.map((contact) => (
              <tr key={contact.contactId}>
                <th scope="row">{contact.name}</th>
                <td>{formatPhone(contact.phone)}</td>
                <td>{contact.email}</td>
                <td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('team.contactEditOf', { name: contact.name })}
                      onClick={() => setOpen(contact)}
                    >
                      {t('team.contactEdit')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      c="var(--mantine-color-error)"
                      aria-label={t('team.contactDeleteOf', { name: contact.name })}
                      onClick={() => setDoomed(contact)}
                    >
                      {t('common.delete')}
                    </Button>
                  </Group>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open === 'new' ? t('team.contactAdd') : t('team.contactEdit')}
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {open === undefined ? null : (
          <ContactForm contact={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
        )}
      </Modal>
      <ConfirmDialog
        isOpen={doomed !== undefined}
        title={t('team.contactDeleteTitle', { name: doomed?.name ?? '' })}
        confirmLabel={t('common.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => {
          if (doomed !== undefined) remove.mutate(doomed)
        }}
        onClose={() => {
          setDoomed(undefined)
          remove.reset()
        }}
      >
        {t('team.contactDeleteText')}
      </ConfirmDialog>
    </Section>
  )
}

function ContactForm({
  contact,
  onClose,
}: {
  readonly contact: EmergencyContact | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<EmergencyContactBody>({
    initialValues: {
      name: contact?.name ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('team.contactNameMissing') : null),
      phone: (phone) => (/^\d{8,15}$/.test(phone.trim()) ? null : t('team.contactPhoneWrong')),
      email: (email) => (isEmail(email) ? null : t('team.emailMissing')),
    },
  })
  const save = useMutation({
    mutationFn: (body: EmergencyContactBody) =>
      contact === undefined ? addContact(body) : changeContact(contact.contactId, body),
    onSuccess: async () => {
      onClose()
      tell.done(t('team.contactSaved'))
      await queryClient.invalidateQueries({ queryKey: contactsQuery.queryKey })
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
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <TextInput
          {...requiredField}
          label={t('team.contactName')}
          maxLength={50}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          {...requiredField}
          label={t('team.contactPhone')}
          description={t('team.managerPhoneHint')}
          type="tel"
          inputMode="numeric"
          maxLength={15}
          {...form.getInputProps('phone')}
        />
        <TextInput
          {...requiredField}
          label={t('team.contactEmail')}
          type="email"
          maxLength={254}
          {...form.getInputProps('email')}
        />
        {save.error === null ? null : <FailureNote error={save.error} />}
        <FormActions isBusy={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  )
}

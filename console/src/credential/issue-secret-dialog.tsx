import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { IssuedApiSecret } from '@naru/server/wire/console'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { Copyable } from '../parts/copyable.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { issueApiSecret } from './credential-api.ts'

interface IssueSecretDialogProps {
  readonly storeId: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Name and expiry first; then the secret, once. It lives in this dialog alone and is gone when it closes. */
export function IssueSecretDialog({ storeId, isOpen, onClose }: IssueSecretDialogProps) {
  const { t } = useTranslation()
  const [issued, setIssued] = useState<IssuedApiSecret>()
  const close = () => {
    setIssued(undefined)
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={issued === undefined ? t('credential.issueTitle') : t('credential.onceTitle')}
      centered
      // Once the secret is on the screen, only the button that says so closes it: a slip would lose it.
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      withCloseButton={issued === undefined}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {issued === undefined ? (
        <IssueForm storeId={storeId} onIssued={setIssued} onCancel={close} />
      ) : (
        <Stack>
          <Text fz="sm" role="status">
            {t('credential.onceText')}
          </Text>
          <Copyable value={issued.secret} label={t('credential.secretOf', { name: issued.info.name })} wrap />
          <Button onClick={close}>{t('credential.confirmSeen')}</Button>
        </Stack>
      )}
    </Modal>
  )
}

interface IssueFormProps {
  readonly storeId: string
  readonly onIssued: (issued: IssuedApiSecret) => void
  readonly onCancel: () => void
}

const expiries = [
  ['30', 'd30'],
  ['90', 'd90'],
  ['180', 'd180'],
  ['365', 'd365'],
  ['never', 'never'],
] as const

function IssueForm({ storeId, onIssued, onCancel }: IssueFormProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm({
    initialValues: { name: '', expiry: '30' },
    validate: {
      name: (name) => (name.trim() === '' || name.trim().length > 50 ? t('credential.nameMissing') : null),
    },
  })
  const mutation = useMutation({
    mutationFn: ({ name, expiry }: typeof form.values) =>
      issueApiSecret(storeId, {
        name: name.trim(),
        ...(expiry === 'never' ? {} : { expirationDays: Number(expiry) }),
      }),
    // The answer holds the secret: it must not stay in the cache of mutations.
    gcTime: 0,
    onSuccess: async (issued) => {
      onIssued(issued)
      await queryClient.invalidateQueries({ queryKey: ['store', storeId, 'api-secrets'] })
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
        (values) => mutation.mutate(values),
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <TextInput
          {...requiredField}
          label={t('credential.name')}
          placeholder={t('credential.namePlaceholder')}
          maxLength={50}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label={t('credential.expiry')}
          description={t('credential.expiryNote')}
          allowDeselect={false}
          data={expiries.map(([value, key]) => ({ value, label: t(`credential.expiries.${key}`) }))}
          {...form.getInputProps('expiry')}
        />
        {mutation.error === null ? null : <FailureNote error={mutation.error} />}
        <FormActions submitLabel={t('credential.create')} isBusy={mutation.isPending} onClose={onCancel} />
      </Stack>
    </form>
  )
}

import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CurrentPassword, FormDialog } from './form-dialog.tsx'
import { useFieldErrors } from './use-field-errors.ts'

interface PasswordDialogProps<Answer> {
  readonly isOpen: boolean
  readonly title: string
  readonly text: ReactNode
  readonly submitLabel: string
  readonly isDangerous?: boolean
  readonly act: (password: string) => Promise<Answer>
  readonly onDone: (answer: Answer, password: string) => void
  readonly onClose: () => void
}

/** Asks for the password and then does the one thing that its title names. */
export function PasswordDialog<Answer>(props: PasswordDialogProps<Answer>) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (password) =>
        password === '' ? t('common.required', { what: t('account.password') }) : null,
    },
  })
  const mutation = useMutation({
    mutationFn: ({ password }: typeof form.values) => props.act(password),
    // Answers may hold secrets: they must not stay in the cache of mutations.
    gcTime: 0,
    onSuccess: (answer, { password }) => {
      form.reset()
      props.onDone(answer, password)
    },
    onError: (error) => errors.show(form, error),
  })
  const close = () => {
    form.reset()
    mutation.reset()
    props.onClose()
  }
  return (
    <FormDialog
      isOpen={props.isOpen}
      title={props.title}
      text={props.text}
      element={errors.element}
      submitLabel={props.submitLabel}
      {...(props.isDangerous === true ? { isDangerous: true } : {})}
      isBusy={mutation.isPending}
      error={mutation.error}
      onSubmit={form.onSubmit((values) => mutation.mutate(values), errors.focus)}
      onClose={close}
    >
      <CurrentPassword form={form} isFirst />
    </FormDialog>
  )
}

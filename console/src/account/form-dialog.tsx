import { Modal, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { FormActions } from '../parts/form-actions.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { PasswordInput } from '../parts/password-input.tsx'
import { requiredField } from '../parts/required-field.ts'
import { isToldAtField } from './use-field-errors.ts'

interface FormDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly text?: ReactNode
  readonly children: ReactNode
  readonly element: RefObject<HTMLFormElement | null>
  readonly submitLabel: string
  readonly keepLabel?: string
  readonly isDangerous?: boolean
  readonly isBusy: boolean
  readonly isBlocked?: boolean
  readonly error: unknown
  readonly onSubmit: (event?: React.FormEvent<HTMLFormElement>) => void
  readonly onClose: () => void
}

/** A dialog that asks for something before it acts. A slip outside of it loses nothing that was typed. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form noValidate ref={props.element} onSubmit={props.onSubmit}>
        <Stack>
          {props.text === undefined ? null : (
            <Text component="div" fz="sm" lh={1.6}>
              {props.text}
            </Text>
          )}
          {props.children}
          {props.error === null || props.error === undefined || isToldAtField(props.error) ? null : (
            <FailureNote error={props.error} />
          )}
          <FormActions
            submitLabel={props.submitLabel}
            {...(props.keepLabel === undefined ? {} : { keepLabel: props.keepLabel })}
            isDangerous={props.isDangerous === true}
            isBusy={props.isBusy}
            isBlocked={props.isBlocked === true}
            onClose={props.onClose}
          />
        </Stack>
      </form>
    </Modal>
  )
}

/** The password once more, for what changes how one gets in. */
export function CurrentPassword<Values extends { password: string }>({
  form,
  isFirst = false,
}: {
  readonly form: UseFormReturnType<Values>
  readonly isFirst?: boolean
}) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      {...requiredField}
      label={t('myAccount.passwordNow')}
      autoComplete="current-password"
      {...(isFirst ? { 'data-autofocus': true } : {})}
      {...form.getInputProps('password')}
    />
  )
}

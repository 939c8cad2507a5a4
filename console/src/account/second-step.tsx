import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { requiredField } from '../parts/required-field.ts'
import { AuthHeading } from './auth-heading.tsx'
import { completeSecondStep } from './my-account-api.ts'
import { isToldAtField, useFieldErrors } from './use-field-errors.ts'

interface SecondStepProps {
  readonly onSignedIn: () => void
  /** Back to e-mail and password. */
  readonly onAgain: () => void
}

/** The code after the password: of the app, or one of the recovery codes. */
export function SecondStep({ onSignedIn, onAgain }: SecondStepProps) {
  const { t } = useTranslation()
  const [isRecovery, setIsRecovery] = useState(false)
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { code: '', trustDevice: false },
    validate: { code: (code) => (code.trim() === '' ? t('myAccount.secondStep.codeMissing') : null) },
  })
  const complete = useMutation({
    mutationFn: completeSecondStep,
    onSuccess: onSignedIn,
    onError: (error) => errors.show(form, error),
  })
  const isOver = isFailure(complete.error, 'SignInExpiredError')
  return (
    <>
      <AuthHeading
        title={t('myAccount.secondStep.title')}
        text={isRecovery ? t('myAccount.secondStep.recoveryText') : t('myAccount.secondStep.text')}
      />
      <form
        noValidate
        ref={errors.element}
        aria-label={t('myAccount.secondStep.title')}
        onSubmit={form.onSubmit((values) => complete.mutate(values), errors.focus)}
      >
        <Stack>
          <TextInput
            key={String(isRecovery)}
            {...requiredField}
            label={isRecovery ? t('myAccount.secondStep.recoveryCode') : t('myAccount.secondStep.code')}
            size="md"
            maxLength={20}
            autoFocus
            {...(isRecovery
              ? { autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false }
              : { autoComplete: 'one-time-code', inputMode: 'numeric' as const })}
            {...form.getInputProps('code')}
          />
          <Checkbox
            label={t('myAccount.secondStep.trust')}
            {...form.getInputProps('trustDevice', { type: 'checkbox' })}
          />
          {complete.error === null || isToldAtField(complete.error) ? null : (
            <FailureNote error={complete.error} />
          )}
          {isOver ? (
            <Button size="md" onClick={onAgain}>
              {t('myAccount.secondStep.again')}
            </Button>
          ) : (
            <>
              <Button type="submit" size="md" loading={complete.isPending}>
                {t('myAccount.secondStep.submit')}
              </Button>
              <Button
                variant="subtle"
                onClick={() => {
                  form.setFieldValue('code', '')
                  form.clearErrors()
                  setIsRecovery(!isRecovery)
                }}
              >
                {isRecovery ? t('myAccount.secondStep.useApp') : t('myAccount.secondStep.useRecovery')}
              </Button>
              <Button variant="subtle" color="gray" onClick={onAgain}>
                {t('myAccount.secondStep.again')}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </>
  )
}

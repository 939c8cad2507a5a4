import { Alert, Button, List, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { WithdrawalView } from '@naru/server/wire/console-account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { CurrentPassword, FormDialog } from './form-dialog.tsx'
import { withdraw, withdrawalQuery } from './my-account-api.ts'
import { useFieldErrors } from './use-field-errors.ts'

export function WithdrawSection() {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const withdrawal = useQuery(withdrawalQuery)
  return (
    <Section
      title={t('myAccount.withdraw.title')}
      {...(withdrawal.data === undefined
        ? {}
        : {
            text: withdrawal.data.isOwner
              ? t('myAccount.withdraw.ownerText')
              : t('myAccount.withdraw.memberText'),
          })}
    >
      {withdrawal.isError ? (
        <FailureNote error={withdrawal.error} onRetry={() => void withdrawal.refetch()} />
      ) : (
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          loading={withdrawal.isPending}
          onClick={() => {
            void withdrawal.refetch()
            setIsAsking(true)
          }}
        >
          {t('myAccount.withdraw.open')}
        </Button>
      )}
      {withdrawal.data !== undefined && isAsking ? (
        <WithdrawDialog view={withdrawal.data} onClose={() => setIsAsking(false)} />
      ) : null}
    </Section>
  )
}

interface WithdrawDialogProps {
  readonly view: WithdrawalView
  readonly onClose: () => void
}

function WithdrawDialog({ view, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const errors = useFieldErrors()
  const isBlocked = view.paymentsUnderWay > 0
  const form = useForm({
    initialValues: { confirmation: '', password: '' },
    validate: {
      confirmation: (text) =>
        text.trim() === view.confirmation ? null : t('myAccount.withdraw.confirmDiffers'),
      password: (password) =>
        password === '' ? t('common.required', { what: t('account.password') }) : null,
    },
  })
  const leave = useMutation({
    mutationFn: withdraw,
    onSuccess: async () => {
      await navigate({ to: '/auth/signin' })
      queryClient.clear()
      tell.done(t('myAccount.withdraw.done'))
    },
    onError: (error) => errors.show(form, error),
  })
  return (
    <FormDialog
      isOpen
      title={t('myAccount.withdraw.title')}
      text={<Consequences view={view} />}
      element={errors.element}
      submitLabel={t('myAccount.withdraw.submit')}
      keepLabel={t('myAccount.withdraw.keep')}
      isDangerous
      isBlocked={isBlocked}
      isBusy={leave.isPending}
      error={leave.error}
      onSubmit={form.onSubmit((values) => leave.mutate(values), errors.focus)}
      onClose={onClose}
    >
      {isBlocked ? (
        <Alert color="yellow" variant="light" role="alert" c="var(--mantine-color-text)">
          {t('myAccount.withdraw.underWay', { count: view.paymentsUnderWay })}
        </Alert>
      ) : (
        <>
          <TextInput
            {...requiredField}
            label={t('myAccount.withdraw.confirm', { text: view.confirmation })}
            autoComplete="off"
            {...form.getInputProps('confirmation')}
          />
          <CurrentPassword form={form} />
        </>
      )}
    </FormDialog>
  )
}

/** What a withdrawal does, line by line and before it is done. */
function Consequences({ view }: { readonly view: WithdrawalView }) {
  const { t } = useTranslation()
  const lines = view.isOwner
    ? [
        t('myAccount.withdraw.stores', { stores: view.storeCount, members: view.memberCount }),
        t('myAccount.withdraw.secrets'),
        t('myAccount.withdraw.windows'),
        t('myAccount.withdraw.payments'),
        ...(view.awaitedDeposits > 0
          ? [t('myAccount.withdraw.deposits', { count: view.awaitedDeposits })]
          : []),
        t('myAccount.withdraw.records'),
        t('myAccount.withdraw.address'),
      ]
    : [t('myAccount.withdraw.own'), t('myAccount.withdraw.address')]
  return (
    <Stack gap="xs">
      <Text fz="sm" fw={600}>
        {t('myAccount.withdraw.lead')}
      </Text>
      <List fz="sm" spacing={6} withPadding={false}>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

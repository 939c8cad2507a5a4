import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconRefresh } from '@tabler/icons-react'
import type { TwoFactorSetUp } from '@naru/server/wire/console-account'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../parts/copyable.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { requiredField } from '../parts/required-field.ts'
import { beginTwoFactor, confirmTwoFactor } from './my-account-api.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { QrPicture } from './qr-picture.tsx'
import { isToldAtField, useFieldErrors } from './use-field-errors.ts'

interface TwoFactorDialogProps {
  readonly isOpen: boolean
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void
  readonly onClose: () => void
}

interface Begun {
  readonly setUp: TwoFactorSetUp
  /** Kept while the dialog is open, so that a new picture needs no second typing. */
  readonly password: string
}

/** Password, then the picture and the first code of the app. Closed before that, nothing has changed. */
export function TwoFactorDialog({ isOpen, onConfirmed, onClose }: TwoFactorDialogProps) {
  const { t } = useTranslation()
  const [begun, setBegun] = useState<Begun>()
  const close = () => {
    setBegun(undefined)
    onClose()
  }
  return (
    <>
      <PasswordDialog
        isOpen={isOpen && begun === undefined}
        title={t('myAccount.twoFactor.setUp')}
        text={t('myAccount.passwordAsk')}
        submitLabel={t('myAccount.continue')}
        act={(password) => beginTwoFactor({ password })}
        onDone={(setUp, password) => setBegun({ setUp, password })}
        onClose={close}
      />
      <Modal
        opened={isOpen && begun !== undefined}
        onClose={close}
        title={t('myAccount.twoFactor.setUp')}
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {begun === undefined ? null : (
          <ScanAndConfirm
            begun={begun}
            onFresh={setBegun}
            onConfirmed={(codes) => {
              setBegun(undefined)
              onConfirmed(codes)
            }}
          />
        )}
      </Modal>
    </>
  )
}

interface ScanProps {
  readonly begun: Begun
  readonly onFresh: (begun: Begun) => void
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void
}

function ScanAndConfirm({ begun, onFresh, onConfirmed }: ScanProps) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const { password, setUp } = begun
  const form = useForm({
    initialValues: { code: '' },
    validate: {
      code: (code) =>
        /^[0-9]{6}$/.test(code.replaceAll(/\s/g, '')) ? null : t('myAccount.twoFactor.codeInvalid'),
    },
  })
  const fresh = useMutation({
    mutationFn: () => beginTwoFactor({ password }),
    gcTime: 0,
    onSuccess: (next) => {
      form.reset()
      onFresh({ setUp: next, password })
    },
  })
  const confirm = useMutation({
    mutationFn: confirmTwoFactor,
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onError: (error) => errors.show(form, error),
  })
  const failure = confirm.error ?? fresh.error
  return (
    <form
      noValidate
      ref={errors.element}
      onSubmit={form.onSubmit(({ code }) => confirm.mutate({ code }), errors.focus)}
    >
      <Stack>
        <Text fz="sm">{t('myAccount.twoFactor.scan')}</Text>
        <Group gap="md" align="flex-end">
          <QrPicture text={setUp.uri} label={t('myAccount.twoFactor.picture')} />
          <Stack gap={6} flex="1 1 160px">
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconRefresh size={16} />}
              loading={fresh.isPending}
              onClick={() => fresh.mutate()}
            >
              {t('myAccount.twoFactor.fresh')}
            </Button>
            <Text fz="xs" c="dimmed">
              {t('myAccount.twoFactor.freshNote')}
            </Text>
          </Stack>
        </Group>
        <Stack gap={6}>
          <Text fz="sm">{t('myAccount.twoFactor.orType')}</Text>
          <Copyable
            value={setUp.secret}
            shown={setUp.secret.match(/.{1,4}/g)?.join(' ') ?? setUp.secret}
            label={t('myAccount.twoFactor.key')}
            wrap
          />
        </Stack>
        <TextInput
          {...requiredField}
          label={t('myAccount.twoFactor.code')}
          description={t('myAccount.twoFactor.confirmNote')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          data-autofocus
          {...form.getInputProps('code')}
        />
        {failure === null || isToldAtField(failure) ? null : <FailureNote error={failure} />}
        <Button type="submit" loading={confirm.isPending}>
          {t('myAccount.twoFactor.confirm')}
        </Button>
      </Stack>
    </form>
  )
}

import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react'
import type { AccountView, PasskeyView } from '@naru/server/wire/console-account'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSeoul, formatSeoulDay } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Section } from '../parts/page.tsx'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { deviceWords } from './device-words.ts'
import { CurrentPassword, FormDialog } from './form-dialog.tsx'
import { accountQuery, removePasskey, renamePasskey } from './my-account-api.ts'
import { canUsePasskeys, PasskeyProblem, registerPasskey } from './passkey-ceremony.ts'
import { PasskeyNote } from './passkey-note.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { useFieldErrors } from './use-field-errors.ts'

type Asked = { readonly what: 'rename' | 'remove'; readonly passkey: PasskeyView }

export function PasskeySection({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [isAdding, setIsAdding] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: accountQuery.queryKey })
  const done = (message: string) => {
    setIsAdding(false)
    setAsked(undefined)
    tell.done(message)
    void refresh()
  }
  const add = canUsePasskeys() ? (
    <Button onClick={() => setIsAdding(true)}>{t('myAccount.passkey.add')}</Button>
  ) : (
    <Text fz="sm" c="dimmed">
      {t('myAccount.passkey.unsupported')}
    </Text>
  )
  return (
    <Section
      title={t('myAccount.passkey.title')}
      text={t('myAccount.passkey.text')}
      actions={account.passkeys.length === 0 ? null : add}
    >
      {account.passkeys.length === 0 ? (
        <EmptyState
          icon={<IconFingerprint size={26} />}
          title={t('myAccount.passkey.none')}
          text={t('myAccount.passkey.noneText')}
          action={add}
        />
      ) : (
        <ul className="naru-rows" aria-label={t('myAccount.passkey.title')}>
          {account.passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.passkeyId}
              passkey={passkey}
              onAsk={(what) => setAsked({ what, passkey })}
            />
          ))}
        </ul>
      )}
      <AddDialog
        isOpen={isAdding}
        onAdded={() => done(t('myAccount.passkey.added'))}
        onClose={() => setIsAdding(false)}
      />
      {asked?.what === 'rename' ? (
        <RenameDialog
          passkey={asked.passkey}
          onRenamed={() => done(t('common.saved'))}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
      <PasswordDialog
        isOpen={asked?.what === 'remove'}
        title={t('myAccount.passkey.remove')}
        text={t('myAccount.passkey.removeText', { name: asked?.passkey.name ?? '' })}
        submitLabel={t('common.delete')}
        isDangerous
        act={(password) => removePasskey(asked?.passkey.passkeyId ?? '', { password })}
        onDone={() => done(t('myAccount.passkey.removed'))}
        onClose={() => setAsked(undefined)}
      />
    </Section>
  )
}

interface PasskeyRowProps {
  readonly passkey: PasskeyView
  readonly onAsk: (what: Asked['what']) => void
}

function PasskeyRow({ passkey, onAsk }: PasskeyRowProps) {
  const { t } = useTranslation()
  const { name, isSynced, createdAt, lastUsedAt } = passkey
  return (
    <li>
      <Stack gap={2} flex={1} miw={0}>
        <Group gap={8}>
          <Text fw={600}>{name}</Text>
          {isSynced ? <Badge>{t('myAccount.passkey.synced')}</Badge> : null}
        </Group>
        <Text fz="sm" c="dimmed">
          {t('myAccount.passkey.created', { day: formatSeoulDay(createdAt) })} ·{' '}
          {lastUsedAt === undefined
            ? t('myAccount.passkey.unused')
            : t('myAccount.passkey.lastUsed', { time: formatSeoul(lastUsedAt) })}
        </Text>
      </Stack>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('myAccount.passkey.renameWhat', { name })}
        onClick={() => onAsk('rename')}
      >
        <IconPencil size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red.8"
        size="lg"
        aria-label={t('myAccount.passkey.removeWhat', { name })}
        onClick={() => onAsk('remove')}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </li>
  )
}

const isName = (text: string) => text.trim() !== '' && text.trim().length <= 50

interface AddDialogProps {
  readonly isOpen: boolean
  readonly onAdded: () => void
  readonly onClose: () => void
}

function AddDialog({ isOpen, onAdded, onClose }: AddDialogProps) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { name: deviceWords(navigator.userAgent) ?? '', password: '' },
    validate: {
      name: (name) => (isName(name) ? null : t('myAccount.passkey.nameMissing')),
      password: (password) =>
        password === '' ? t('common.required', { what: t('account.password') }) : null,
    },
  })
  const add = useMutation({
    mutationFn: ({ name, password }: typeof form.values) => registerPasskey(password, name.trim()),
    onSuccess: () => {
      form.reset()
      onAdded()
    },
    onError: (error) => errors.show(form, error),
  })
  const isBrowsersOwn = add.error instanceof PasskeyProblem
  return (
    <FormDialog
      isOpen={isOpen}
      title={t('myAccount.passkey.add')}
      text={t('myAccount.passkey.addText')}
      element={errors.element}
      submitLabel={t('myAccount.continue')}
      isBusy={add.isPending}
      error={isBrowsersOwn ? null : add.error}
      onSubmit={form.onSubmit((values) => add.mutate(values), errors.focus)}
      onClose={() => {
        form.reset()
        add.reset()
        onClose()
      }}
    >
      <TextInput
        {...requiredField}
        label={t('myAccount.passkey.name')}
        maxLength={50}
        {...form.getInputProps('name')}
      />
      <CurrentPassword form={form} isFirst />
      {isBrowsersOwn ? <PasskeyNote error={add.error} /> : null}
    </FormDialog>
  )
}

interface RenameDialogProps {
  readonly passkey: PasskeyView
  readonly onRenamed: () => void
  readonly onClose: () => void
}

function RenameDialog({ passkey, onRenamed, onClose }: RenameDialogProps) {
  const { t } = useTranslation()
  const errors = useFieldErrors()
  const form = useForm({
    initialValues: { name: passkey.name },
    validate: { name: (name) => (isName(name) ? null : t('myAccount.passkey.nameMissing')) },
  })
  const rename = useMutation({
    mutationFn: ({ name }: typeof form.values) => renamePasskey(passkey.passkeyId, { name: name.trim() }),
    onSuccess: onRenamed,
    onError: (error) => errors.show(form, error),
  })
  return (
    <FormDialog
      isOpen
      title={t('myAccount.passkey.rename')}
      element={errors.element}
      submitLabel={t('common.save')}
      isBusy={rename.isPending}
      error={rename.error}
      onSubmit={form.onSubmit((values) => rename.mutate(values), errors.focus)}
      onClose={onClose}
    >
      <TextInput
        {...requiredField}
        label={t('myAccount.passkey.name')}
        maxLength={50}
        data-autofocus
        {...form.getInputProps('name')}
      />
    </FormDialog>
  )
}

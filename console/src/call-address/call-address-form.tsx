import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { randomId } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallAddressView } from '@naru/server/wire/console-call-address'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { may } from '../api/permission.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { callAddressQuery, saveCallAddresses } from './call-address-api.ts'
import './call-address.css'

interface Row {
  readonly key: string
  readonly cidr: string
  readonly memo: string
}

const rulesMax = 100

/** API 호출 허용 주소: a switch and its rules, saved whole. */
export function CallAddressForm({ setting }: { readonly setting: CallAddressView }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { me } = useCurrentStore()
  const queryClient = useQueryClient()
  const formElement = useRef<HTMLFormElement>(null)
  const mayWrite = may(me, 'call-addresses.write')
  const form = useForm<{ isEnforced: boolean; rules: Row[] }>({
    initialValues: {
      isEnforced: setting.isEnforced,
      rules: setting.rules.map((rule) => ({ ...rule, key: randomId() })),
    },
  })
  const save = useMutation({
    mutationFn: (acceptsLockOut: boolean) =>
      saveCallAddresses({
        isEnforced: form.values.isEnforced,
        rules: form.values.rules.map(({ cidr, memo }) => ({ cidr, memo })),
        rowVersion: setting.rowVersion,
        ...(acceptsLockOut ? { acceptsLockOut } : {}),
      }),
    onSuccess: (next) => {
      queryClient.setQueryData(callAddressQuery.queryKey, next)
      tell.done(t('callAddress.saved'))
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors(error.fields)
      focusFirstInvalid(formElement.current)
    },
  })
  const isLockOut = isFailure(save.error, 'PresentAddressLockedOutError')
  const { rules } = form.values
  const add = (cidr: string) => {
    form.clearFieldError('rules')
    form.insertListItem('rules', { key: randomId(), cidr, memo: '' })
  }

  return (
    <Section title={t('callAddress.title')} text={t('callAddress.text')}>
      <form
        noValidate
        ref={formElement}
        aria-label={t('callAddress.title')}
        onSubmit={form.onSubmit(() => save.mutate(false))}
      >
        <Stack>
          <Switch
            label={t('callAddress.enforce')}
            description={t('callAddress.enforceHint')}
            disabled={!mayWrite}
            {...form.getInputProps('isEnforced', { type: 'checkbox' })}
          />
          {rules.length === 0 ? (
            <Text fz="sm" c="dimmed">
              {t('callAddress.empty')}
            </Text>
          ) : (
            <ul className="naru-rules">
              {rules.map((rule, index) => (
                <li key={rule.key}>
                  <TextInput
                    label={t('callAddress.cidr')}
                    aria-label={t('callAddress.cidrOf', { number: index + 1 })}
                    placeholder="1.1.1.1/32"
                    autoComplete="off"
                    spellCheck={false}
                    readOnly={!mayWrite}
                    {...form.getInputProps(`rules.${index}.cidr`)}
                  />
                  <TextInput
                    label={t('callAddress.memo')}
                    aria-label={t('callAddress.memoOf', { number: index + 1 })}
                    placeholder={t('callAddress.memoPlaceholder')}
                    maxLength={100}
                    readOnly={!mayWrite}
                    {...form.getInputProps(`rules.${index}.memo`)}
                  />
                  {mayWrite ? (
                    <ActionIcon
                      variant="default"
                      size={36}
                      mt={24}
                      aria-label={t('callAddress.removeOf', { number: index + 1 })}
                      onClick={() => form.removeListItem('rules', index)}
                    >
                      <IconTrash size={17} />
                    </ActionIcon>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
          {form.errors['rules'] === undefined ? null : (
            <Text fz="sm" c="var(--mantine-color-error)" role="alert">
              {form.errors['rules']}
            </Text>
          )}
          {mayWrite ? (
            <>
              <Group gap="xs">
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} aria-hidden />}
                  disabled={rules.length >= rulesMax}
                  onClick={() => add('')}
                >
                  {t('callAddress.add')}
                </Button>
                <Button
                  variant="subtle"
                  disabled={rules.length >= rulesMax}
                  onClick={() => add(setting.presentAddress)}
                >
                  {t('callAddress.addPresent', { address: setting.presentAddress })}
                </Button>
              </Group>
              {save.isError && !isLockOut ? <FailureNote error={save.error} /> : null}
              {isFailure(save.error, 'StaleVersionError') ? (
                <Button
                  variant="default"
                  onClick={() => void queryClient.invalidateQueries({ queryKey: callAddressQuery.queryKey })}
                >
                  {t('common.reload')}
                </Button>
              ) : null}
              <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
                {t('common.save')}
              </Button>
            </>
          ) : null}
        </Stack>
      </form>
      <ConfirmDialog
        isOpen={isLockOut}
        title={t('callAddress.lockOutTitle')}
        confirmLabel={t('callAddress.lockOutConfirm')}
        isDangerous
        isBusy={save.isPending}
        onConfirm={() => save.mutate(true)}
        onClose={() => save.reset()}
      >
        {t('callAddress.lockOutText', { address: setting.presentAddress })}
      </ConfirmDialog>
    </Section>
  )
}

import { ActionIcon, Button, Checkbox, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { CreateStoreBody, StoreView } from '@naru/server/wire/console-store'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmail } from '../account/account-rules.ts'
import { ConsoleFailure } from '../api/failure.ts'
import { meQuery } from '../api/session.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { PickChannels } from './pick-channels.tsx'
import { createStore, storesQuery, updateStore } from './team-api.ts'

interface StoreDrawerProps {
  /** Undefined: a new sub-store. */
  readonly store: StoreView | undefined
  readonly isOpen: boolean
  readonly representativeId: string | undefined
  readonly onClose: () => void
}

/** 하위 상점 추가 and 상점 상세. */
export function StoreDrawer({ store, isOpen, representativeId, onClose }: StoreDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={560}
      title={store === undefined ? t('team.addStore') : t('team.editStore')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      // A slip beside the drawer must not throw away what was typed.
      closeOnClickOutside={false}
    >
      {isOpen ? (
        <StoreForm
          key={`${store?.storeId ?? 'new'} ${store?.rowVersion ?? 0}`}
          store={store}
          representativeId={representativeId}
          onClose={onClose}
        />
      ) : null}
    </Drawer>
  )
}

const urlsMax = 10

function StoreForm({ store, representativeId, onClose }: Omit<StoreDrawerProps, 'isOpen'>) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const isNew = store === undefined
  const isSubStore = store?.isRepresentative !== true
  const form = useForm<Mutable<CreateStoreBody>>({
    initialValues: {
      name: store?.name ?? '',
      tierCode: store?.tierCode ?? '',
      channelKeys: store?.channels.map((channel) => channel.channelKey) ?? [],
      serviceUrls: store === undefined || store.serviceUrls.length === 0 ? [''] : [...store.serviceUrls],
      manager: { ...(store?.manager ?? { name: '', phone: '', email: '' }) },
      inheritsWebhooks: store?.inheritsWebhooks ?? true,
      terms: { privacy: false, disclosure: false },
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('team.storeNameMissing') : null),
      tierCode: (code) => (isNew && !/^[A-Z0-9]{3}$/.test(code) ? t('team.tierCodeWrong') : null),
      channelKeys: (keys) => (isSubStore && keys.length === 0 ? t('team.channelsMissing') : null),
      manager: {
        phone: (phone) => (phone === '' || /^\d{8,15}$/.test(phone) ? null : t('team.contactPhoneWrong')),
        email: (email) => (email === '' || isEmail(email) ? null : t('team.emailMissing')),
      },
      terms: {
        privacy: (agreed) => (isNew && !agreed ? t('team.termMissing') : null),
        disclosure: (agreed) => (isNew && !agreed ? t('team.termMissing') : null),
      },
    },
  })
  const save = useMutation({
    mutationFn: (values: CreateStoreBody) => {
      const body = { ...values, serviceUrls: values.serviceUrls.filter((url) => url.trim() !== '') }
      if (store === undefined) return createStore(body)
      const { name, channelKeys, serviceUrls, manager, inheritsWebhooks } = body
      return updateStore(store.storeId, {
        name,
        serviceUrls,
        manager,
        ...(isSubStore ? { channelKeys, inheritsWebhooks } : {}),
        rowVersion: store.rowVersion,
      })
    },
    onSuccess: async (saved) => {
      onClose()
      tell.done(t('team.storeSaved', { name: saved.name }))
      await Promise.all(
        [storesQuery, meQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
      )
      await queryClient.invalidateQueries({ queryKey: ['store', saved.storeId] })
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors({ ...error.fields })
      focusFirstInvalid(element.current)
    },
  })
  const urls = form.values.serviceUrls
  return (
    <form
      ref={element}
      noValidate
      aria-label={isNew ? t('team.addStore') : t('team.editStore')}
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <TextInput
          {...requiredField}
          label={t('team.storeName')}
          maxLength={50}
          data-autofocus
          {...form.getInputProps('name')}
        />
        {isSubStore ? (
          <>
            <PickChannels
              representativeId={representativeId}
              chosen={form.values.channelKeys}
              error={form.errors['channelKeys']}
              onChange={(keys) => form.setFieldValue('channelKeys', [...keys])}
            />
            <TextInput
              {...requiredField}
              label={t('team.tierCode')}
              description={t('team.tierCodeHint')}
              maxLength={3}
              maw={220}
              disabled={!isNew}
              autoComplete="off"
              {...form.getInputProps('tierCode')}
              onChange={(event) => form.setFieldValue('tierCode', event.currentTarget.value.toUpperCase())}
            />
          </>
        ) : null}
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <Text component="legend" fz="sm" fw={600} mb={4}>
            {t('team.urls')}
          </Text>
          <Stack gap={6}>
            {urls.map((url, index) => (
              <Group key={index} gap={6} wrap="nowrap">
                <TextInput
                  flex={1}
                  type="url"
                  aria-label={t('team.urlNumber', { number: index + 1 })}
                  placeholder="https://shop.example"
                  maxLength={500}
                  value={url}
                  error={form.errors['serviceUrls'] !== undefined}
                  onChange={(event) => {
                    const next = event.currentTarget.value
                    form.setFieldValue(
                      'serviceUrls',
                      urls.map((one, place) => (place === index ? next : one)),
                    )
                  }}
                />
                {urls.length > 1 ? (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t('team.urlRemove', { number: index + 1 })}
                    onClick={() =>
                      form.setFieldValue(
                        'serviceUrls',
                        urls.filter((_, place) => place !== index),
                      )
                    }
                  >
                    <IconX size={16} />
                  </ActionIcon>
                ) : null}
              </Group>
            ))}
            {form.errors['serviceUrls'] === undefined ? null : (
              <Text fz="xs" c="var(--mantine-color-error)" role="alert">
                {form.errors['serviceUrls']}
              </Text>
            )}
            {urls.length < urlsMax ? (
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPlus size={14} aria-hidden />}
                style={{ alignSelf: 'flex-start' }}
                onClick={() => form.setFieldValue('serviceUrls', [...urls, ''])}
              >
                {t('team.urlAdd')}
              </Button>
            ) : null}
          </Stack>
        </fieldset>
        <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
          <TextInput
            miw={200}
            label={t('team.managerName')}
            maxLength={50}
            {...form.getInputProps('manager.name')}
          />
          <TextInput
            miw={200}
            label={t('team.managerPhone')}
            description={t('team.managerPhoneHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            type="tel"
            inputMode="numeric"
            maxLength={15}
            {...form.getInputProps('manager.phone')}
          />
        </Group>
        <TextInput
          label={t('team.managerEmail')}
          type="email"
          maxLength={254}
          {...form.getInputProps('manager.email')}
        />
        {isSubStore ? (
          <Checkbox
            label={t('team.inherits')}
            description={form.values.inheritsWebhooks ? undefined : t('team.inheritsOff')}
            {...form.getInputProps('inheritsWebhooks', { type: 'checkbox' })}
          />
        ) : null}
        {isNew ? (
          <>
            <Checkbox
              label={t('team.termPrivacy')}
              {...form.getInputProps('terms.privacy', { type: 'checkbox' })}
            />
            <Checkbox
              label={t('team.termDisclosure')}
              {...form.getInputProps('terms.disclosure', { type: 'checkbox' })}
            />
          </>
        ) : null}
        {save.error === null ? null : <FailureNote error={save.error} />}
        <FormActions isBusy={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  )
}

type Mutable<Body> = { -readonly [Key in keyof Body]: Body[Key] }

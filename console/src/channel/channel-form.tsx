import { Button, Group, Input, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { CatalogueModule, CataloguePg, ChannelView, Mode } from '@naru/server/wire/console'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { createChannel, updateChannel } from './channel-api.ts'
import { CredentialInput } from './credential-input.tsx'
import {
  channelForm,
  firstAttribute,
  isChannelName,
  judgeField,
  merchantIdField,
  sharedMidName,
} from './form-rules.ts'
import type { Attribute } from './form-rules.ts'
import { HowToFind } from './how-to-find.tsx'
import { MerchantIdInput } from './merchant-id-input.tsx'
import { useVerdictText } from './use-verdict-text.ts'

interface ChannelFormProps {
  readonly mode: Mode
  readonly pg: CataloguePg
  readonly module: CatalogueModule
  /** Present when an existing channel is edited. */
  readonly channel?: ChannelView
  readonly onSaved: (channel: ChannelView) => void
  readonly onCancel: () => void
  readonly cancelLabel: string
}

const taxTypes = ['UNSET', 'TAXABLE', 'TAX_FREE'] as const

interface ChannelValues {
  readonly name: string
  readonly attribute: Attribute
  readonly taxType: (typeof taxTypes)[number]
  readonly manualConfirm: boolean
  /** The chosen shared test MID, '' when the merchant uses his own. */
  readonly sharedTestMid: string
  readonly credentials: Record<string, string>
}

/** The form of one module, drawn from the catalogue: the same for a new channel and for an old one. */
export function ChannelForm({ mode, pg, module, channel, onSaved, onCancel, cancelLabel }: ChannelFormProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const tell = useTell()
  const verdictText = useVerdictText()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<ChannelValues>({
    initialValues: {
      name: channel?.name ?? '',
      attribute: channel?.attribute ?? firstAttribute(module),
      taxType: channel?.taxType ?? 'UNSET',
      manualConfirm: channel?.manualConfirm ?? false,
      sharedTestMid: channel?.usesSharedTestMid === true ? channel.pgMerchantId : '',
      credentials: storedValues(channel),
    },
    validate: (values) => ({
      name: isChannelName(values.name)
        ? null
        : t(values.name.trim() === '' ? 'channel.nameMissing' : 'channel.nameInvalid'),
      ...credentialErrors(values),
    }),
  })
  const { values } = form
  const fields = channelForm(module, values.attribute)
  const midField = merchantIdField(fields)
  const isShared = values.sharedTestMid !== ''

  function credentialErrors(given: ChannelValues): Record<string, string | null> {
    return Object.fromEntries(
      channelForm(module, given.attribute)
        .filter((field) => given.sharedTestMid === '' || field.isPgMerchantId === true)
        .map((field) => {
          const verdict = judgeField(
            field,
            given.credentials[field.key] ?? '',
            isStored(channel, field.key, field.secret),
          )
          return [`credentials.${field.key}`, verdictText.error(field, verdict) ?? null]
        }),
    )
  }

  const mutation = useMutation({
    mutationFn: (given: ChannelValues) => {
      const credentials = Object.fromEntries(
        channelForm(module, given.attribute)
          .filter((field) => given.sharedTestMid === '' || field.isPgMerchantId === true)
          .map((field) => [field.key, (given.credentials[field.key] ?? '').trim()]),
      )
      const common = {
        name: given.name.trim(),
        taxType: given.taxType,
        manualConfirm: given.manualConfirm,
        credentials,
      }
      if (channel !== undefined) {
        return updateChannel(store.storeId, channel.channelKey, { ...common, rowVersion: channel.rowVersion })
      }
      return createChannel(store.storeId, {
        ...common,
        mode,
        pg: pg.id,
        module: module.code,
        attribute: given.attribute,
        ...(given.sharedTestMid === '' ? {} : { sharedTestMid: given.sharedTestMid }),
      })
    },
    onSuccess: async (saved) => {
      await reload()
      tell.done(t('channel.savedToast', { name: saved.name }))
      onSaved(saved)
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors(
        Object.fromEntries(
          Object.entries(error.fields).map(([key, message]) => [
            key === 'pgMerchantId' && midField !== undefined ? `credentials.${midField.key}` : key,
            message,
          ]),
        ),
      )
      if (error.type === 'ChannelDuplicateNameError') form.setFieldError('name', error.message)
      focusFirstInvalid(element.current)
    },
  })

  // The newer row remounts this form with what the other person saved.
  const reload = () => queryClient.invalidateQueries({ queryKey: ['store', store.storeId, 'channels'] })

  const chooseShared = (mid: string) => {
    form.setFieldValue('sharedTestMid', mid)
    if (mid !== '') form.setFieldValue('name', sharedMidName(pick(pg.nameKo, pg.nameEn), mid))
    form.clearErrors()
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit(
        (given) => mutation.mutate(given),
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <Text fz="sm" c="dimmed">
          {[
            t(`mode.${mode}`),
            t(`channel.attributes.${values.attribute}`),
            pick(pg.nameKo, pg.nameEn),
            pick(module.labelKo, module.labelEn),
            values.name.trim(),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
        {midField === undefined ? null : (
          <MerchantIdInput
            field={midField}
            module={module}
            isTest={mode === 'TEST' && channel === undefined}
            isLocked={channel?.usesSharedTestMid === true}
            sharedTestMid={values.sharedTestMid}
            onChooseShared={chooseShared}
            {...form.getInputProps(`credentials.${midField.key}`)}
          />
        )}
        <TextInput
          {...requiredField}
          label={t('channel.name')}
          description={t('channel.nameHelp')}
          {...form.getInputProps('name')}
        />
        {module.channelAttributes.length > 1 && channel === undefined ? (
          <Input.Wrapper label={t('channel.attribute')}>
            <div>
              <SegmentedControl
                aria-label={t('channel.attribute')}
                data={module.channelAttributes.map((value) => ({
                  value,
                  label: t(`channel.attributes.${value}`),
                }))}
                value={values.attribute}
                onChange={(value) => form.setFieldValue('attribute', readAttribute(value))}
              />
            </div>
          </Input.Wrapper>
        ) : null}
        {fields
          .filter((field) => field.isPgMerchantId !== true)
          .map((field) => (
            <CredentialInput
              key={field.key}
              field={field}
              isLocked={isShared}
              isStored={isStored(channel, field.key, field.secret)}
              {...form.getInputProps(`credentials.${field.key}`)}
            />
          ))}
        <HowToFind pg={pg} module={module} attribute={values.attribute} />
        <Input.Wrapper label={t('channel.tax')} description={t('channel.taxHelp')}>
          <SegmentedControl
            fullWidth
            mt={6}
            aria-label={t('channel.tax')}
            data={taxTypes.map((value) => ({ value, label: t(`channel.taxType.${value}`) }))}
            value={values.taxType}
            onChange={(value) =>
              form.setFieldValue('taxType', taxTypes.find((one) => one === value) ?? 'UNSET')
            }
          />
        </Input.Wrapper>
        {module.manualConfirmSelectable ? (
          <Switch
            label={t('channel.manualConfirm')}
            description={t('channel.manualConfirmHelp')}
            {...form.getInputProps('manualConfirm', { type: 'checkbox' })}
          />
        ) : null}
        <Group justify="flex-end" className="naru-form-foot">
          {mutation.error === null ? null : (
            <FailureNote
              error={mutation.error}
              {...(isFailure(mutation.error, 'StaleVersionError')
                ? { onRetry: () => void reload(), retryLabel: t('common.reload') }
                : {})}
            />
          )}
          <Button variant="default" onClick={onCancel}>
            {cancelLabel}
          </Button>
          <Button type="submit" loading={mutation.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function storedValues(channel: ChannelView | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(channel?.credentials ?? {}).map(([key, { value }]) => [key, value ?? '']),
  )
}

function isStored(channel: ChannelView | undefined, key: string, isSecret: boolean): boolean {
  return isSecret && channel?.credentials[key]?.isSet === true
}

function readAttribute(value: string): Attribute {
  return value === 'IDENTITY_VERIFICATION' ? value : 'PAYMENT'
}

import { Button, Group, Input, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { CatalogueModule, CataloguePg, ChannelView, Mode } from '@naru/server/wire/console'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { AttributeChoice } from './attribute-choice.tsx'
import { createChannel, updateChannel } from './channel-api.ts'
import {
  createBody,
  fieldsToConfirm,
  initialValues,
  isStored,
  ownFields,
  taxTypes,
  updateBody,
  type ChannelValues,
} from './channel-values.ts'
import { ConfirmFilled } from './confirm-filled.tsx'
import { CredentialInput } from './credential-input.tsx'
import { channelForm, isChannelName, judgeField, merchantIdField, sharedMidName } from './form-rules.ts'
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

/** The form of one module, drawn from the catalogue: the same for a new channel and for an old one. */
export function ChannelForm({ mode, pg, module, channel, onSaved, onCancel, cancelLabel }: ChannelFormProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const tell = useTell()
  const verdictText = useVerdictText()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const [asked, setAsked] = useState<ChannelValues>()
  const form = useForm<ChannelValues>({
    initialValues: initialValues(module, channel),
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
      ownFields(module, given).map((field) => {
        const verdict = judgeField(field, given.credentials[field.key] ?? '', isStored(channel, field, given))
        return [`credentials.${field.key}`, verdictText.error(field, verdict) ?? null]
      }),
    )
  }

  const mutation = useMutation({
    mutationFn: (given: ChannelValues) =>
      channel === undefined
        ? createChannel(store.storeId, createBody(given, { mode, pg: pg.id, module }))
        : updateChannel(store.storeId, channel.channelKey, updateBody(given, module, channel)),
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

  const nameFor = (mid: string) => sharedMidName(pick(pg.nameKo, pg.nameEn), mid)
  const chooseShared = (mid: string) => {
    form.setFieldValue('sharedTestMid', mid)
    // A name that somebody typed stays.
    const isOurs = values.name.trim() === '' || values.name === nameFor(values.sharedTestMid)
    if (mid !== '' && isOurs) form.setFieldValue('name', nameFor(mid))
    form.clearErrors()
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit(
        (given) => (fieldsToConfirm(module, given).length > 0 ? setAsked(given) : mutation.mutate(given)),
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
        <AttributeChoice
          module={module}
          value={values.attribute}
          isFixed={channel !== undefined}
          onChange={(attribute) => {
            form.setFieldValue('attribute', attribute)
            // A shared MID belongs to one attribute, and its name in the field to the shared MID.
            if (isShared && midField !== undefined) form.setFieldValue(`credentials.${midField.key}`, '')
            form.setFieldValue('sharedTestMid', '')
            form.clearErrors()
          }}
        />
        {midField === undefined ? null : (
          <MerchantIdInput
            field={midField}
            module={module}
            attribute={values.attribute}
            isTest={mode === 'TEST' && channel === undefined}
            isLocked={channel !== undefined}
            lockedHelp={
              channel?.usesSharedTestMid === true ? t('channel.sharedLocked') : t('channel.midLocked')
            }
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
        {fields
          .filter((field) => field.isPgMerchantId !== true)
          .map((field) => (
            <CredentialInput
              // A file field shows what was chosen for the other attribute otherwise.
              key={`${values.attribute} ${field.key}`}
              field={field}
              merchantId={midField === undefined ? '' : (values.credentials[midField.key] ?? '')}
              isLocked={isShared}
              isStored={isStored(channel, field, values)}
              isCleared={values.cleared.includes(field.key)}
              isClearable={
                field.required !== 'always' && isStored(channel, field, { cleared: [] }) && !isShared
              }
              onClear={(isCleared) =>
                form.setFieldValue('cleared', [
                  ...values.cleared.filter((key) => key !== field.key),
                  ...(isCleared ? [field.key] : []),
                ])
              }
              onFileName={(name) => form.setFieldValue(`fileNames.${field.key}`, name)}
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
      <ConfirmFilled
        fields={asked === undefined ? [] : fieldsToConfirm(module, asked)}
        onConfirm={() => {
          if (asked !== undefined) mutation.mutate(asked)
          setAsked(undefined)
        }}
        onClose={() => setAsked(undefined)}
      />
    </form>
  )
}

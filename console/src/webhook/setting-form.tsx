import { Alert, Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaveWebhookBody, WebhookSettingView } from '@naru/server/wire/console'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import { TestResult } from './test-result.tsx'
import { saveWebhookSetting, testWebhook, webhookSettingQuery, type SettingKey } from './webhook-api.ts'

interface SettingFormProps {
  readonly settingKey: SettingKey
  readonly setting: WebhookSettingView
}

const contentTypes = ['application/json', 'application/x-www-form-urlencoded'] as const
const bodyVersions = ['2024-04-25', '2024-01-01'] as const

export function SettingForm({ settingKey, setting }: SettingFormProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const formElement = useRef<HTMLFormElement>(null)
  const { queryKey } = webhookSettingQuery(settingKey)
  const isV2 = settingKey.version === 'V2'
  const form = useForm<{
    url: string
    contentType: SaveWebhookBody['contentType']
    bodyVersion: NonNullable<SaveWebhookBody['bodyVersion']>
    retries: boolean
  }>({
    initialValues: {
      url: setting.url ?? '',
      contentType: setting.contentType,
      bodyVersion: setting.bodyVersion ?? '2024-04-25',
      retries: setting.retries ?? false,
    },
    validate: {
      url: (url) => (url.trim() === '' || isWebAddress(url.trim()) ? null : t('webhook.urlInvalid')),
    },
  })
  const isJsonOnly = isV2 && form.values.bodyVersion === '2024-04-25'
  const save = useMutation({
    mutationFn: (body: SaveWebhookBody) => saveWebhookSetting(settingKey, body),
    onSuccess: (next) => {
      queryClient.setQueryData(queryKey, next)
      tell.done(t('webhook.saved'))
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      const isUrl = error.type === 'InvalidWebhookUrlError'
      form.setErrors({ ...(isUrl ? { url: error.message } : {}), ...error.fields })
      focusFirstInvalid(formElement.current)
    },
  })
  const test = useMutation({ mutationFn: () => testWebhook(settingKey) })

  return (
    <Section
      title={t(`webhook.versions.${settingKey.version}`)}
      text={t(`webhook.policy.${settingKey.version}`)}
    >
      <form
        noValidate
        ref={formElement}
        aria-label={t('webhook.title')}
        onSubmit={form.onSubmit(
          ({ url, contentType, bodyVersion, retries }) =>
            save.mutate({
              ...(url.trim() === '' ? {} : { url: url.trim() }),
              contentType: isJsonOnly ? 'application/json' : contentType,
              ...(isV2 ? { bodyVersion } : { retries }),
              rowVersion: setting.rowVersion,
            }),
          () => focusFirstInvalid(formElement.current),
        )}
      >
        <Stack>
          <TextInput
            label={t('webhook.url')}
            description={t('webhook.urlHint')}
            placeholder="https://shop.example/webhooks/payment"
            type="url"
            {...form.getInputProps('url')}
          />
          <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
            {isV2 ? (
              <Select
                miw={220}
                label={t('webhook.bodyVersion')}
                data={[...bodyVersions]}
                allowDeselect={false}
                {...form.getInputProps('bodyVersion')}
              />
            ) : null}
            <Select
              miw={220}
              label={t('webhook.contentType')}
              data={[...contentTypes]}
              allowDeselect={false}
              disabled={isJsonOnly}
              {...(isJsonOnly ? { description: t('webhook.bodyVersionJsonOnly') } : {})}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...form.getInputProps('contentType')}
              value={isJsonOnly ? 'application/json' : form.values.contentType}
            />
          </Group>
          {isV2 ? null : (
            <Switch
              label={t('webhook.retries')}
              description={t('webhook.retriesHint')}
              {...form.getInputProps('retries', { type: 'checkbox' })}
            />
          )}
          {save.isError ? <FailureNote error={save.error} /> : null}
          {isFailure(save.error, 'StaleVersionError') ? (
            <Button variant="default" onClick={() => void queryClient.invalidateQueries({ queryKey })}>
              {t('common.reload')}
            </Button>
          ) : null}
          {form.isDirty() ? (
            <Alert color="yellow" variant="light" p="xs" role="status">
              <Text fz="sm">{t('webhook.unsaved')}</Text>
            </Alert>
          ) : null}
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              {t('webhook.save')}
            </Button>
            <Button
              variant="default"
              loading={test.isPending}
              disabled={setting.url === undefined}
              title={t('webhook.testHint')}
              onClick={() => test.mutate()}
            >
              {t('webhook.test')}
            </Button>
          </Group>
          {test.isError ? <FailureNote error={test.error} /> : null}
          {test.isSuccess ? <TestResult result={test.data} /> : null}
        </Stack>
      </form>
    </Section>
  )
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

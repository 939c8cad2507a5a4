import { ActionIcon, Box, Button, Group, Stack, Text } from '@mantine/core'
import { IconEye, IconEyeOff, IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WebhookSecretView } from '@naru/server/wire/console'
import { formatSeoul } from '../format/seoul-time.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { Section } from '../parts/page.tsx'
import { useTell } from '../parts/use-tell.ts'
import {
  expireWebhookSecret,
  issueWebhookSecret,
  webhookSettingQuery,
  type SettingKey,
} from './webhook-api.ts'

interface WebhookSecretsProps {
  readonly settingKey: SettingKey
  readonly secrets: readonly WebhookSecretView[]
}

const secretsMax = 2

export function WebhookSecrets({ settingKey, secrets }: WebhookSecretsProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [expiring, setExpiring] = useState<string>()
  const reload = () => queryClient.invalidateQueries({ queryKey: webhookSettingQuery(settingKey).queryKey })
  const issue = useMutation({
    mutationFn: () => issueWebhookSecret(settingKey),
    onSuccess: async () => {
      tell.done(t('webhook.issued'))
      await reload()
    },
    onError: tell.failed,
  })
  const expire = useMutation({
    mutationFn: (secretId: string) => expireWebhookSecret(settingKey, secretId),
    onSuccess: async () => {
      setExpiring(undefined)
      tell.done(t('webhook.expired'))
      await reload()
    },
  })
  return (
    <Section
      title={t('webhook.secrets')}
      text={t('webhook.secretsText')}
      actions={
        secrets.length < secretsMax ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={issue.isPending}
            onClick={() => issue.mutate()}
          >
            {secrets.length === 0 ? t('webhook.issue') : t('webhook.issueMore')}
          </Button>
        ) : null
      }
    >
      <Stack gap="xs">
        {secrets.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('webhook.noSecret')}
          </Text>
        ) : null}
        {secrets.map((secret, index) => (
          <WebhookSecret
            key={secret.secretId}
            secret={secret}
            label={t('webhook.secretLabel', { number: index + 1 })}
            onExpire={() => {
              expire.reset()
              setExpiring(secret.secretId)
            }}
          />
        ))}
      </Stack>
      <ConfirmDialog
        isOpen={expiring !== undefined}
        title={t('webhook.expireTitle')}
        confirmLabel={t('webhook.expire')}
        isDangerous
        isBusy={expire.isPending}
        error={expire.error}
        onClose={() => setExpiring(undefined)}
        onConfirm={() => {
          if (expiring !== undefined) expire.mutate(expiring)
        }}
      >
        {t('webhook.expireText')}
      </ConfirmDialog>
    </Section>
  )
}

interface WebhookSecretProps {
  readonly secret: WebhookSecretView
  readonly label: string
  readonly onExpire: () => void
}

function WebhookSecret({ secret, label, onExpire }: WebhookSecretProps) {
  const { t } = useTranslation()
  const [isShown, setIsShown] = useState(false)
  const what = isShown ? t('common.hideWhat', { what: label }) : t('common.showWhat', { what: label })
  return (
    <Box p="sm" style={{ border: '1px solid var(--naru-line)', borderRadius: 8 }}>
      <Group justify="space-between" gap="xs">
        <Group gap={4} wrap="nowrap" miw={0} flex="1 1 240px">
          <Copyable
            value={secret.secret}
            label={label}
            {...(isShown ? { wrap: true } : { shown: 'whsec_••••••••••••••••' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={what}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? <IconEyeOff size={17} /> : <IconEye size={17} />}
          </ActionIcon>
        </Group>
        <Group gap="sm">
          <Text fz="xs" c="dimmed">
            {t('webhook.createdAt', { at: formatSeoul(secret.createdAt) })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onExpire}>
            {t('webhook.expire')}
          </Button>
        </Group>
      </Group>
    </Box>
  )
}

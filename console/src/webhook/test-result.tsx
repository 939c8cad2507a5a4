import { Alert, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WebhookTestResult } from '@naru/server/wire/console'
import { CodeBlock } from '../parts/code-block.tsx'
import { prettyBody } from './pretty-body.ts'

/** What was sent and what came back, so that both sides can be compared. */
export function TestResult({ result }: { readonly result: WebhookTestResult }) {
  const { t } = useTranslation()
  const { responseStatus: status } = result
  const isGood = status === 200
  const verdict =
    status === undefined
      ? t('webhook.testFailed')
      : t(isGood ? 'webhook.testOk' : 'webhook.testNotOk', { status })
  const headers = Object.entries(result.requestHeaders)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  return (
    <Stack gap="sm">
      <Title order={3}>{t('webhook.testTitle')}</Title>
      <Alert
        role="status"
        variant="light"
        color={isGood ? 'teal' : 'red'}
        icon={isGood ? <IconCheck size={18} /> : <IconX size={18} />}
      >
        <Text fz="sm" fw={600} c="var(--mantine-color-text)">
          {verdict} {result.error}
        </Text>
      </Alert>
      {(
        [
          [t('webhook.requestHeaders'), headers],
          [t('webhook.requestBody'), prettyBody(result.requestBody)],
          [t('webhook.responseBody'), prettyBody(result.responseBody ?? '') || t('webhook.emptyBody')],
        ] as const
      ).map(([label, code]) => (
        <div key={label}>
          <Text fz="sm" fw={600} mb={4}>
            {label}
          </Text>
          <CodeBlock code={code} label={label} wrap />
        </div>
      ))}
    </Stack>
  )
}

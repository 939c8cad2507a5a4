import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPlugConnected } from '@tabler/icons-react'
import type { ChannelTestResult } from '@naru/server/wire/console-channel'
import type { ChannelView } from '@naru/server/wire/console'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { testChannel } from './channel-api.ts'

/** 연결 시험: asks the PG whether it accepts the saved credentials, and shows what it answered. */
export function TestChannel({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const mutation = useMutation({ mutationFn: () => testChannel(store.storeId, channel.channelKey) })
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          loading={mutation.isPending}
          onClick={() => mutation.mutate()}
        >
          {t('channel.test')}
        </Button>
        <Text fz="xs" c="dimmed" flex={1} miw={180}>
          {t('channel.testHelp')}
        </Text>
      </Group>
      <div aria-live="polite">
        {mutation.error === null ? null : <FailureNote error={mutation.error} />}
        {mutation.data === undefined || mutation.isPending ? null : <Result result={mutation.data} />}
      </div>
    </Stack>
  )
}

const looks = {
  ACCEPTED: { color: 'teal', Icon: IconCircleCheck },
  REFUSED: { color: 'red', Icon: IconCircleX },
  UNCLEAR: { color: 'lantern', Icon: IconAlertTriangle },
  NO_ANSWER: { color: 'red', Icon: IconAlertTriangle },
  NO_CONNECTOR: { color: 'gray', Icon: IconAlertTriangle },
  NO_PUBLIC_WIRE: { color: 'gray', Icon: IconAlertTriangle },
} as const

function Result({ result }: { readonly result: ChannelTestResult }) {
  const { t } = useTranslation()
  const pick = usePick()
  const { color, Icon } = looks[result.kind]
  const words = [result.pgCode, result.pgMessage].filter((word) => word !== undefined).join(' · ')
  return (
    <Alert
      variant="light"
      color={color}
      icon={<Icon size={18} aria-hidden />}
      title={t(`channel.testResult.${result.kind}`)}
    >
      <Text fz="sm">{pick(result.messageKo, result.messageEn)}</Text>
      {words === '' ? null : (
        <Text fz="xs" c="dimmed" mt={6}>
          {t('channel.testAnswer', { words })}
        </Text>
      )}
      <Text fz="xs" c="dimmed" mt={4}>
        {formatSeoul(result.at)}
      </Text>
    </Alert>
  )
}

import { Group, Select, Stack, Text } from '@mantine/core'
import type { Me } from '@naru/server/wire/console'
import type { V1DefaultChannel, V1DefaultChannels } from '@naru/server/wire/console-v1-channel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { saveV1Default, v1DefaultsQuery } from './credential-api.ts'

interface V1DefaultChannelsProps {
  readonly storeId: string
  readonly me: Pick<Me, 'actions'>
}

/** Which channel V1 means where a page or a server names none. Saved as soon as it is chosen. */
export function V1DefaultChannelsSection({ storeId, me }: V1DefaultChannelsProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(v1DefaultsQuery(storeId))
  return (
    <Section title={t('credential.v1DefaultTitle')} text={t('credential.v1DefaultText')}>
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <SkeletonRows /> : null}
      {data === undefined ? null : (
        <Stack gap="lg">
          {data.items.map((item) => (
            <DefaultChoice
              key={item.purpose}
              storeId={storeId}
              item={item}
              isReadOnly={!may(me, 'channels.write')}
            />
          ))}
        </Stack>
      )}
    </Section>
  )
}

interface DefaultChoiceProps {
  readonly storeId: string
  readonly item: V1DefaultChannel
  readonly isReadOnly: boolean
}

function DefaultChoice({ storeId, item, isReadOnly }: DefaultChoiceProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const { purpose, options, chosen, effective } = item
  const save = useMutation({
    mutationFn: (channelKey: string | null) => saveV1Default(storeId, purpose, { channelKey }),
    onSuccess: (next: V1DefaultChannels) => {
      queryClient.setQueryData(v1DefaultsQuery(storeId).queryKey, next)
      tell.done(t('credential.v1DefaultSaved'))
    },
  })
  const nameOf = (channelKey: string | null): string => {
    const option = options.find((one) => one.channelKey === channelKey)
    if (option === undefined) return ''
    return `${option.name} · ${option.moduleCode} · ${t(option.mode === 'LIVE' ? 'credential.v1Live' : 'credential.v1Test')}`
  }
  return (
    <div>
      <Select
        label={t(`credential.v1Purpose.${purpose}`)}
        placeholder={t('credential.v1DefaultAuto')}
        data={options.map(({ channelKey }) => ({ value: channelKey, label: nameOf(channelKey) }))}
        value={chosen}
        onChange={(next) => save.mutate(next)}
        disabled={isReadOnly || options.length === 0 || save.isPending}
        clearable
        searchable={options.length > 8}
        nothingFoundMessage={t('credential.v1DefaultNone')}
        clearButtonProps={{ 'aria-label': t('credential.v1DefaultClear') }}
        maw={480}
      />
      <Group mt={4}>
        <Text fz="xs" c="dimmed">
          {options.length === 0
            ? t('credential.v1DefaultNone')
            : chosen === null
              ? t('credential.v1DefaultNow', { name: nameOf(effective) })
              : t(`credential.v1PurposeText.${purpose}`)}
        </Text>
      </Group>
      {save.error === null ? null : <FailureNote error={save.error} />}
    </div>
  )
}

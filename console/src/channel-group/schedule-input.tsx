import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatSeoulMinute, hours, nextHour } from './begin-hour.ts'
import type { GroupFormState } from './group-values.ts'

interface ScheduleInputProps {
  readonly form: GroupFormState
  /** When a change waits already. */
  readonly scheduledAt: string | undefined
}

/** 예약 시간 설정: unticked the change counts at once, ticked from a whole hour of the Seoul clock on. */
export function ScheduleInput({ form, scheduledAt }: ScheduleInputProps) {
  const { t } = useTranslation()
  const { isScheduled } = form.values
  return (
    <Stack gap="xs">
      <Switch
        label={t('channelGroup.schedule')}
        description={t('channelGroup.scheduleHelp')}
        {...form.getInputProps('isScheduled', { type: 'checkbox' })}
      />
      {isScheduled ? (
        <Group align="flex-start" grow preventGrowOverflow={false} gap="sm">
          <TextInput
            type="date"
            label={t('channelGroup.day')}
            min={nextHour(new Date()).day}
            {...form.getInputProps('day')}
          />
          <Select
            label={t('channelGroup.hour')}
            data={hours.map((hour) => ({ value: hour, label: `${hour}:00` }))}
            allowDeselect={false}
            maxDropdownHeight={240}
            {...form.getInputProps('hour')}
          />
        </Group>
      ) : null}
      {scheduledAt === undefined ? null : (
        <Text fz="xs" c="dimmed">
          {t(isScheduled ? 'channelGroup.scheduleReplaces' : 'channelGroup.scheduleStays', {
            at: formatSeoulMinute(scheduledAt),
          })}
        </Text>
      )}
    </Stack>
  )
}

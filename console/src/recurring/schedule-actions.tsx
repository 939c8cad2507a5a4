import { ActionIcon, Menu, Stack, TextInput } from '@mantine/core'
import { IconBan, IconBolt, IconCalendarTime, IconDotsVertical, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleRow } from '@naru/server/wire/console-recurring'
import { may } from '../api/permission.ts'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { actOnSchedule, recurringKey } from './recurring-api.ts'

type Act = 'now' | 'move' | 'revoke' | 'retryNow' | 'retry'
const calls = { now: 'move', move: 'move', revoke: 'revoke', retryNow: 'retry', retry: 'retry' } as const

/** What may be done with a schedule in its state; each asks first, since money may move. */
export function ScheduleActions({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation()
  const tell = useTell()
  const language = useLanguage()
  const client = useQueryClient()
  const { me, store } = useCurrentStore()
  const [asked, setAsked] = useState<Act>()
  const [time, setTime] = useState('')
  const needsTime = asked === 'move' || asked === 'retry'
  const work = useMutation({
    mutationFn: (act: Act) => {
      const at = act === 'move' || act === 'retry' ? new Date(`${time}:00+09:00`).toISOString() : undefined
      return actOnSchedule(store.storeId, schedule.scheduleId, calls[act], at)
    },
    onSuccess: async (_row, act) => {
      setAsked(undefined)
      tell.done(t(`recurring.schedules.done.${act}`))
      await client.invalidateQueries({ queryKey: recurringKey(store.storeId) })
    },
  })
  const isWaiting = schedule.status === 'SCHEDULED'
  const isOver = schedule.status === 'FAILED' || schedule.status === 'REVOKED'
  if (!may(me, 'schedules.write') || (!isWaiting && !isOver)) return null
  const items = isWaiting
    ? ([
        ['now', <IconBolt key="now" size={16} />],
        ['move', <IconCalendarTime key="move" size={16} />],
        ['revoke', <IconBan key="revoke" size={16} />],
      ] as const)
    : ([
        ['retryNow', <IconRefresh key="retryNow" size={16} />],
        ['retry', <IconCalendarTime key="retry" size={16} />],
      ] as const)
  const isReady = !needsTime || !Number.isNaN(Date.parse(`${time}:00+09:00`))
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('recurring.actionsOf', { what: schedule.orderName })}
          >
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(([act, icon]) => (
            <Menu.Item key={act} leftSection={icon} onClick={() => setAsked(act)}>
              {t(`recurring.schedules.acts.${act}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked === undefined ? null : (
        <ConfirmDialog
          isOpen
          title={t(`recurring.schedules.acts.${asked}`)}
          confirmLabel={t(`recurring.schedules.acts.${asked}`)}
          isDangerous={asked === 'revoke'}
          isBusy={work.isPending}
          error={work.error}
          onConfirm={() => {
            if (isReady) work.mutate(asked)
          }}
          onClose={() => {
            work.reset()
            setAsked(undefined)
          }}
        >
          <Stack gap="sm">
            <span>
              {t(`recurring.schedules.ask.${asked}`, {
                order: schedule.orderName,
                amount: formatMoney(schedule.totalMinor, schedule.currency, language),
              })}
            </span>
            {needsTime ? (
              <TextInput
                type="datetime-local"
                label={t('recurring.columns.timeToPay')}
                description={t('common.seoulTime')}
                required
                value={time}
                error={!isReady && time !== '' ? t('recurring.schedules.badTime') : null}
                onChange={(event) => setTime(event.currentTarget.value)}
              />
            ) : null}
          </Stack>
        </ConfirmDialog>
      )}
    </>
  )
}

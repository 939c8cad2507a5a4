import { Button, Stack, TextInput } from '@mantine/core'
import { IconClockPlay } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { moveTestClock, recurringKey, resetTestClock, testClockQuery } from './recurring-api.ts'

/** 테스트 시계: the button tells what test schedules take for the present; its dialog moves it on, or back to real time. */
export function TestClockSetting() {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const { me, store } = useCurrentStore()
  const { data: clock } = useQuery(testClockQuery(store.storeId))
  const [isOpen, setOpen] = useState(false)
  const [time, setTime] = useState('')
  const [isTouched, setTouched] = useState(false)
  const finish = async (said: string) => {
    setOpen(false)
    tell.done(said)
    await client.invalidateQueries({ queryKey: recurringKey(store.storeId) })
  }
  const move = useMutation({
    mutationFn: (to: string) => moveTestClock(store.storeId, to),
    onSuccess: (moved) =>
      finish(
        t(moved.isReached ? 'recurring.clock.moved' : 'recurring.clock.movedPartly', {
          at: formatSeoul(moved.now),
          count: moved.charged.length,
        }),
      ),
  })
  const reset = useMutation({
    mutationFn: () => resetTestClock(store.storeId),
    onSuccess: () => finish(t('recurring.clock.wasReset')),
  })
  const isAllowed = may(me, 'channels.write')
  const at = Date.parse(`${time}:00+09:00`)
  const isGood = clock !== undefined && at > Date.parse(clock.now)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconClockPlay size={16} />}
        disabled={clock === undefined}
        onClick={() => {
          move.reset()
          reset.reset()
          setTime('')
          setTouched(false)
          setOpen(true)
        }}
      >
        {clock?.isAhead === true
          ? t('recurring.clock.isAhead', { at: formatSeoul(clock.now) })
          : t('recurring.clock.title')}
      </Button>
      {!isOpen || clock === undefined ? null : (
        <ConfirmDialog
          isOpen
          title={t('recurring.clock.title')}
          confirmLabel={t('recurring.clock.move')}
          isBusy={move.isPending}
          isForbidden={!isAllowed}
          error={move.error ?? reset.error}
          onConfirm={() => {
            setTouched(true)
            if (isGood) move.mutate(new Date(at).toISOString())
          }}
          onClose={() => setOpen(false)}
        >
          <Stack gap="sm">
            <span>{t('recurring.clock.text')}</span>
            <span>{t('recurring.clock.now', { at: formatSeoul(clock.now) })}</span>
            <TextInput
              type="datetime-local"
              label={t('recurring.clock.to')}
              description={t('common.seoulTime')}
              required
              disabled={!isAllowed}
              value={time}
              error={isTouched && !isGood ? t('recurring.clock.badTime') : null}
              onChange={(event) => setTime(event.currentTarget.value)}
            />
            {clock.isAhead && isAllowed ? (
              <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
                {t('recurring.clock.reset')}
              </Button>
            ) : null}
          </Stack>
        </ConfirmDialog>
      )}
    </>
  )
}

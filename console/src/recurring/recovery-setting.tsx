import { Button, Select, Stack, Text } from '@mantine/core'
import { IconRefreshDot } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { recurringKey, saveScheduleRecovery, scheduleRecoveryQuery } from './recurring-api.ts'

const hours = Array.from({ length: 23 }, (_, index) => index + 1)
const off = 'off'

/** 리커버리: the button tells the setting; its dialog changes it. People who may not change it read it. */
export function RecoverySetting() {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const { me, store } = useCurrentStore()
  const { data: setting } = useQuery(scheduleRecoveryQuery(store.storeId))
  const [wanted, setWanted] = useState<string>()
  const save = useMutation({
    mutationFn: (hour: number | null) =>
      saveScheduleRecovery(store.storeId, { hour, rowVersion: setting?.rowVersion ?? 0 }),
    onSuccess: async (saved) => {
      setWanted(undefined)
      tell.done(t(saved.hour === null ? 'recurring.recovery.switchedOff' : 'recurring.recovery.saved'))
      await client.invalidateQueries({ queryKey: recurringKey(store.storeId) })
    },
  })
  const hourLabel = (hour: number) => t('recurring.recovery.hour', { hour: String(hour).padStart(2, '0') })
  const state =
    setting === undefined
      ? t('recurring.recovery.title')
      : setting.hour === null
        ? t('recurring.recovery.isOff')
        : t('recurring.recovery.isOn', { hour: hourLabel(setting.hour) })
  const isAllowed = may(me, 'schedules.write')
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefreshDot size={16} />}
        disabled={setting === undefined}
        onClick={() => setWanted(setting?.hour ? String(setting.hour) : off)}
      >
        {state}
      </Button>
      {wanted === undefined ? null : (
        <ConfirmDialog
          isOpen
          title={t('recurring.recovery.title')}
          confirmLabel={t('common.save')}
          isBusy={save.isPending}
          isForbidden={!isAllowed}
          error={save.error}
          onConfirm={() => save.mutate(wanted === off ? null : Number(wanted))}
          onClose={() => {
            save.reset()
            setWanted(undefined)
          }}
        >
          <Stack gap="sm">
            <span>{t('recurring.recovery.text')}</span>
            <Select
              label={t('recurring.recovery.when')}
              description={t('common.seoulTime')}
              allowDeselect={false}
              disabled={!isAllowed}
              value={wanted}
              onChange={(value) => setWanted(value ?? off)}
              data={[
                { value: off, label: t('recurring.recovery.never') },
                ...hours.map((hour) => ({ value: String(hour), label: hourLabel(hour) })),
              ]}
            />
            {setting?.nextAt === undefined ? null : (
              <Text fz="xs" c="dimmed">
                {t('recurring.recovery.next', { at: formatSeoul(setting.nextAt) })}
              </Text>
            )}
          </Stack>
        </ConfirmDialog>
      )}
    </>
  )
}

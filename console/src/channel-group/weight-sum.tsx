import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { weightSum } from './division.ts'

/** The sum while it is typed, and how far it is from 100. */
export function WeightSum({ id, sum }: { readonly id: string; readonly sum: number }) {
  const { t } = useTranslation()
  const rest = weightSum - sum
  const words =
    rest === 0
      ? t('channelGroup.sumRight')
      : rest > 0
        ? t('channelGroup.sumMissing', { rest })
        : t('channelGroup.sumOver', { rest: -rest })
  return (
    <Text id={id} role="status" fz="sm" fw={600} className="naru-weight-sum" data-right={rest === 0}>
      {rest === 0 ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      {t('channelGroup.sum', { sum })} · {words}
    </Text>
  )
}

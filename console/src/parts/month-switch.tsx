import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface MonthSwitchProps {
  /** `YYYY-MM`. */
  readonly month: string
  /** One month back (-1) or on (1). */
  readonly onMove: (months: -1 | 1) => void
}

/** The month that a calendar shows, between the way back and the way on. */
export function MonthSwitch({ month, onMove }: MonthSwitchProps) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" justify="space-between" flex="0 1 auto">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('reconciliation.calendar.before')}
        onClick={() => onMove(-1)}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Text fw={700} aria-live="polite">
        {month}
      </Text>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('reconciliation.calendar.after')}
        onClick={() => onMove(1)}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  )
}

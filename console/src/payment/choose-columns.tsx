import { ActionIcon, Button, Checkbox, Group, Popover, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconColumns3, IconGripVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  firstLayout,
  moveColumn,
  toggleColumn,
  type ColumnLayout,
  type PaymentColumn,
} from './payment-columns.ts'

interface ChooseColumnsProps {
  readonly layout: ColumnLayout
  readonly onChange: (layout: ColumnLayout) => void
}

/** 표 설정: which columns and in which order, by dragging or with the arrow buttons. */
export function ChooseColumns({ layout, onChange }: ChooseColumnsProps) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<PaymentColumn>()
  const [moved, setMoved] = useState('')
  function move(key: PaymentColumn, place: number) {
    onChange(moveColumn(layout, key, place))
    setMoved(
      t('payment.columnMoved', {
        column: t(`payment.columns.${key}`),
        place: Math.min(Math.max(place, 0), layout.length - 1) + 1,
      }),
    )
  }
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('payment.chooseColumns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('payment.chooseColumns')}>
        <ol className="naru-columns">
          {layout.map(({ key, isShown }, place) => (
            <li
              key={key}
              draggable
              data-dragged={dragged === key || undefined}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(key)
              }}
              onDragOver={(event) => {
                event.preventDefault()
                if (dragged !== undefined && dragged !== key) onChange(moveColumn(layout, dragged, place))
              }}
              onDragEnd={() => setDragged(undefined)}
              onDrop={(event) => {
                event.preventDefault()
                setDragged(undefined)
              }}
            >
              <IconGripVertical size={16} aria-hidden className="naru-grip" />
              <Checkbox
                size="sm"
                label={t(`payment.columns.${key}`)}
                checked={isShown}
                onChange={() => onChange(toggleColumn(layout, key))}
              />
              <Group gap={2} wrap="nowrap" ms="auto">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  disabled={place === 0}
                  aria-label={t('payment.columnUp', { column: t(`payment.columns.${key}`) })}
                  onClick={() => move(key, place - 1)}
                >
                  <IconChevronUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  disabled={place === layout.length - 1}
                  aria-label={t('payment.columnDown', { column: t(`payment.columns.${key}`) })}
                  onClick={() => move(key, place + 1)}
                >
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ol>
        <Group justify="space-between" mt="xs">
          <Text fz="xs" c="dimmed">
            {t('payment.columnsHint')}
          </Text>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(firstLayout)}>
            {t('payment.reset')}
          </Button>
        </Group>
        <span role="status" className="naru-unseen">
          {moved}
        </span>
      </Popover.Dropdown>
    </Popover>
  )
}

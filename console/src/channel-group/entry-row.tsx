import { ActionIcon, Input, NumberInput, Switch, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shareOf, weightSum, type DraftEntry } from './division.ts'

interface EntryRowProps {
  readonly entry: DraftEntry
  readonly entries: readonly DraftEntry[]
  readonly index: number
  readonly name: string
  readonly pg: string
  readonly weightError: ReactNode
  readonly channelError: ReactNode
  /** The entries together are wrong, such as a sum that is not 100. */
  readonly isWholeWrong: boolean
  readonly describedBy: string
  readonly isDragged: boolean
  readonly onWeight: (weight: number | string) => void
  readonly onEnabled: (enabled: boolean) => void
  readonly onMove: (to: number, focus: 'up' | 'down') => void
  readonly onRemove: () => void
  readonly onDragStart: () => void
  readonly onDragEnd: () => void
  readonly onDrop: () => void
}

/** One channel of the group. Its place changes with the arrows, or by dragging its handle with a mouse. */
export function EntryRow(props: EntryRowProps) {
  const { t } = useTranslation()
  const { entry, entries, index, name } = props
  const isEveryEnabled = entries.every(({ enabled }) => enabled)
  const share = shareOf(entry, entries)
  return (
    <li
      className="naru-entry"
      data-entry={entry.channelKey}
      {...(entry.enabled ? {} : { 'data-off': true })}
      {...(props.isDragged ? { 'data-dragged': true } : {})}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      <span
        className="naru-entry-grip"
        title={t('channelGroup.drag', { name })}
        draggable
        aria-hidden="true"
        onDragStart={(event) => {
          const row = event.currentTarget.closest('li')
          if (row !== null) event.dataTransfer.setDragImage(row, 12, 12)
          event.dataTransfer.effectAllowed = 'move'
          props.onDragStart()
        }}
        onDragEnd={props.onDragEnd}
      >
        <IconGripVertical size={18} />
      </span>
      <div className="naru-entry-name">
        <Text fz="sm" fw={600}>
          {name}
        </Text>
        <Text fz="xs" c="dimmed">
          {[
            props.pg,
            isEveryEnabled
              ? ''
              : share === 0
                ? t('channelGroup.never')
                : t('channelGroup.share', { percent: share }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
      </div>
      <NumberInput
        className="naru-entry-weight"
        aria-label={t('channelGroup.weightOf', { name })}
        aria-describedby={props.describedBy}
        aria-invalid={props.isWholeWrong || props.weightError !== undefined}
        error={props.isWholeWrong || props.weightError !== undefined}
        min={0}
        max={weightSum}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        suffix="%"
        value={entry.weight}
        onChange={props.onWeight}
      />
      <Switch
        className="naru-entry-switch"
        aria-label={t('channelGroup.enabledOf', { name })}
        label={entry.enabled ? t('channelGroup.enabled') : t('channelGroup.disabled')}
        checked={entry.enabled}
        onChange={(event) => props.onEnabled(event.currentTarget.checked)}
      />
      <div className="naru-entry-actions">
        <ActionIcon
          variant="subtle"
          color="gray"
          data-move="up"
          aria-label={t('channelGroup.moveUp', { name })}
          disabled={index === 0}
          onClick={() => props.onMove(index - 1, 'up')}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          data-move="down"
          aria-label={t('channelGroup.moveDown', { name })}
          disabled={index === entries.length - 1}
          onClick={() => props.onMove(index + 1, 'down')}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('channelGroup.removeOf', { name })}
          onClick={props.onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      {props.weightError === undefined && props.channelError === undefined ? null : (
        <Input.Error className="naru-entry-error" role="alert">
          {props.channelError ?? props.weightError}
        </Input.Error>
      )}
    </li>
  )
}

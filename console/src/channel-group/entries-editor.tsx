import { Button, Group, Input, Select, Stack, Text } from '@mantine/core'
import type { Mode } from '@naru/server/wire/console'
import type { ChannelGroupEntryView } from '@naru/server/wire/console-channel-group'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { DivisionBar } from './division-list.tsx'
import { entriesMax, shareEvenly, sumOf, weightSum } from './division.ts'
import { EntryRow } from './entry-row.tsx'
import { groupChannelsQuery } from './group-api.ts'
import type { GroupFormState } from './group-values.ts'
import { WeightSum } from './weight-sum.tsx'

interface EntriesEditorProps {
  readonly mode: Mode
  readonly form: GroupFormState
  /** Entries that were saved; they name channels that cannot be chosen any more. */
  readonly known: readonly ChannelGroupEntryView[]
}

/** The channels of the group in their order, with weights, and the sum under them. */
export function EntriesEditor({ mode, form, known }: EntriesEditorProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const sumId = useId()
  const { store } = useCurrentStore()
  const list = useRef<HTMLOListElement>(null)
  const [announcement, setAnnouncement] = useState('')
  const [draggedFrom, setDraggedFrom] = useState<number>()
  const { data: channels, error, refetch } = useQuery(groupChannelsQuery(store.storeId, mode))
  const { entries } = form.values
  const wholeError = form.errors['entries']

  const nameOf = (channelKey: string) =>
    channels?.find((channel) => channel.channelKey === channelKey)?.name ??
    known.find((entry) => entry.channelKey === channelKey)?.channelName ??
    channelKey
  const pgOf = (channelKey: string) => {
    const channel = channels?.find((one) => one.channelKey === channelKey)
    const entry = known.find((one) => one.channelKey === channelKey)
    return pick(channel?.pgNameKo ?? entry?.pgNameKo ?? '', channel?.pgNameEn ?? entry?.pgNameEn ?? '')
  }

  function move(from: number, to: number, focus?: 'up' | 'down'): void {
    const entry = entries[from]
    if (entry === undefined || to < 0 || to >= entries.length || from === to) return
    form.reorderListItem('entries', { from, to })
    setAnnouncement(t('channelGroup.moved', { name: nameOf(entry.channelKey), place: to + 1 }))
    if (focus !== undefined) keepFocus(list.current, entry.channelKey, focus)
  }

  function add(channelKey: string | null): void {
    if (channelKey === null) return
    // The first channel takes everything; later ones take what is missing, so that adding alone can make 100.
    const weight = Math.max(weightSum - sumOf(entries), 0)
    form.insertListItem('entries', { channelKey, weight, enabled: true })
    form.clearFieldError('entries')
  }

  if (error !== null) return <FailureNote error={error} onRetry={() => void refetch()} />
  if (channels === undefined) return <SkeletonRows count={2} />
  const free = channels.filter((channel) => !entries.some((entry) => entry.channelKey === channel.channelKey))
  return (
    <Input.Wrapper
      label={t('channelGroup.channels')}
      description={t('channelGroup.channelsHelp')}
      labelElement="div"
      required
      withAsterisk={false}
      labelProps={{ 'data-starred': true }}
    >
      <Stack gap="sm" mt="xs">
        {entries.length === 0 ? null : (
          <>
            <DivisionBar entries={entries} />
            <ol ref={list} className="naru-entries" aria-label={t('channelGroup.channels')}>
              {entries.map((entry, index) => (
                <EntryRow
                  key={entry.channelKey}
                  entry={entry}
                  entries={entries}
                  index={index}
                  name={nameOf(entry.channelKey)}
                  pg={pgOf(entry.channelKey)}
                  weightError={form.errors[`entries.${index}.weight`]}
                  channelError={form.errors[`entries.${index}.channelKey`]}
                  isWholeWrong={wholeError !== undefined}
                  describedBy={sumId}
                  isDragged={draggedFrom === index}
                  onWeight={(weight) => {
                    form.setFieldValue(`entries.${index}.weight`, weight)
                    form.clearFieldError('entries')
                  }}
                  onEnabled={(enabled) => {
                    form.setFieldValue(`entries.${index}.enabled`, enabled)
                    form.clearFieldError('entries')
                  }}
                  onMove={(to, focus) => move(index, to, focus)}
                  onRemove={() => {
                    form.removeListItem('entries', index)
                    form.clearFieldError('entries')
                  }}
                  onDragStart={() => setDraggedFrom(index)}
                  onDragEnd={() => setDraggedFrom(undefined)}
                  onDrop={() => {
                    if (draggedFrom !== undefined) move(draggedFrom, index)
                    setDraggedFrom(undefined)
                  }}
                />
              ))}
            </ol>
            <Group justify="space-between" gap="xs">
              <WeightSum id={sumId} sum={sumOf(entries)} />
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  form.setFieldValue('entries', [...shareEvenly(entries)])
                  form.clearErrors()
                }}
              >
                {t('channelGroup.evenly')}
              </Button>
            </Group>
          </>
        )}
        {wholeError === undefined ? null : (
          <Input.Error role="alert" fz="sm">
            {wholeError}
          </Input.Error>
        )}
        {channels.length === 0 ? (
          <Text fz="sm">
            {t('channelGroup.noChannels')}{' '}
            <Link
              className="naru-link"
              to="/integration-v2/manage/channel"
              search={mode === 'LIVE' ? { mode } : {}}
            >
              {t('channelGroup.goChannels')}
            </Link>
          </Text>
        ) : entries.length >= entriesMax ? (
          <Text fz="sm" c="dimmed">
            {t('channelGroup.addFull')}
          </Text>
        ) : (
          <Select
            label={t('channelGroup.add')}
            placeholder={free.length === 0 ? t('channelGroup.addNone') : t('channelGroup.addPlaceholder')}
            disabled={free.length === 0}
            searchable
            value={null}
            error={entries.length === 0 && wholeError !== undefined}
            maxDropdownHeight={320}
            nothingFoundMessage={t('channel.noneFound')}
            // Drawn anew after each choice, so that the typed search is gone with it.
            key={entries.map(({ channelKey }) => channelKey).join()}
            data={free
              .toSorted((left, right) => Number(isHindered(left)) - Number(isHindered(right)))
              .map((channel) => ({
                value: channel.channelKey,
                label: `${channel.name} (${pick(channel.pgNameKo, channel.pgNameEn)})`,
                disabled: isHindered(channel),
              }))}
            renderOption={({ option }) => {
              const channel = free.find((one) => one.channelKey === option.value)
              return (
                <div>
                  <Text fz="sm">{option.label}</Text>
                  {channel?.obstacleKo === undefined ? null : (
                    <Text fz="xs">{pick(channel.obstacleKo, channel.obstacleEn ?? channel.obstacleKo)}</Text>
                  )}
                </div>
              )
            }}
            onChange={add}
          />
        )}
        <div className="naru-unseen" role="status" aria-live="polite">
          {announcement}
        </div>
      </Stack>
    </Input.Wrapper>
  )
}

function isHindered(channel: { readonly obstacleKo?: string }): boolean {
  return channel.obstacleKo !== undefined
}

/** A row that moves takes the keyboard along; at an end, where its arrow is dead, the other arrow gets it. */
function keepFocus(list: HTMLElement | null, channelKey: string, direction: 'up' | 'down'): void {
  requestAnimationFrame(() => {
    const row = list?.querySelector(`[data-entry="${CSS.escape(channelKey)}"]`)
    const arrows = [direction, direction === 'up' ? 'down' : 'up'].map((name) =>
      row?.querySelector<HTMLButtonElement>(`[data-move="${name}"]`),
    )
    arrows.find((arrow) => arrow?.disabled === false)?.focus()
  })
}

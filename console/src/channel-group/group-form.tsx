import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Mode } from '@naru/server/wire/console'
import type { ChannelGroupDetail } from '@naru/server/wire/console-channel-group'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure, isFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { beginInstant, formatSeoulMinute } from './begin-hour.ts'
import { judgeDivision, readWeight } from './division.ts'
import { EntriesEditor } from './entries-editor.tsx'
import { createGroup, groupQuery, groupsKey, updateGroup } from './group-api.ts'
import type { GroupValues } from './group-values.ts'
import { isShownSame, valuesOf } from './group-values.ts'
import { ScheduleInput } from './schedule-input.tsx'

interface GroupFormProps {
  readonly mode: Mode
  /** Present when an existing group is edited. */
  readonly group?: ChannelGroupDetail
  readonly onSaved: (group: ChannelGroupDetail) => void
  readonly onCancel: () => void
}

const nameLengthMax = 64

/** One form for a new group and for an old one; only an old one can be changed at a later hour. */
export function GroupForm({ mode, group, onSaved, onCancel }: GroupFormProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { store } = useCurrentStore()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  /** The group that the values were taken from; a newer one may have been read since, behind what is being typed. */
  const [shown, setShown] = useState(group)
  const form = useForm<GroupValues>({
    initialValues: valuesOf(group, new Date()),
    validate: (values) => errorsOf(values),
  })
  const { values } = form
  const isDirty = form.isDirty()

  function errorsOf(given: GroupValues): Record<string, string | null> {
    const name = given.name.trim()
    const verdict = judgeDivision(given.entries)
    const weights = given.entries.map(({ weight }, index): [string, string | null] => [
      `entries.${index}.weight`,
      readWeight(weight) === undefined ? t('channelGroup.weightInvalid') : null,
    ])
    const beginAt = beginInstant(given)
    return {
      name:
        name === ''
          ? t('channelGroup.nameMissing')
          : Array.from(name).length > nameLengthMax
            ? t('channelGroup.nameLong')
            : null,
      ...Object.fromEntries(weights),
      entries: weights.some(([, error]) => error !== null) ? null : sentenceOf(verdict),
      day: !given.isScheduled
        ? null
        : beginAt === undefined
          ? t('channelGroup.dayMissing')
          : new Date(beginAt) <= new Date()
            ? t('channelGroup.beginPast')
            : null,
    }
  }

  function sentenceOf(verdict: ReturnType<typeof judgeDivision>): string | null {
    switch (verdict.kind) {
      case 'fine':
        return null
      case 'empty':
        return t('channelGroup.entriesMissing')
      case 'sum':
        return t('channelGroup.sumInvalid', { sum: verdict.sum })
      case 'all-disabled':
        return t('channelGroup.allDisabled')
    }
  }

  /** Shows what was read last, instead of what was typed. */
  function adopt(next: ChannelGroupDetail): void {
    const fresh = valuesOf(next, new Date())
    setShown(next)
    form.setInitialValues(fresh)
    form.setValues(fresh)
    form.resetDirty(fresh)
    form.clearErrors()
  }

  // Somebody else saved, or a scheduled change began, while nothing was typed here.
  useEffect(() => {
    if (group !== undefined && group !== shown && !isDirty) adopt(group)
  })

  const mutation = useMutation({
    mutationFn: (given: GroupValues) => {
      const common = {
        name: given.name.trim(),
        failsOver: given.failsOver,
        entries: given.entries.map(({ channelKey, weight, enabled }) => ({
          channelKey,
          weight: Number(weight),
          enabled,
        })),
      }
      if (group === undefined || shown === undefined) return createGroup(store.storeId, { mode, ...common })
      // A version that changed nothing of what this form shows (a schedule was withdrawn) may be built upon.
      const seen = isShownSame(group, shown) ? group : shown
      const beginAt = given.isScheduled ? beginInstant(given) : undefined
      return updateGroup(store.storeId, group.channelGroupId, {
        ...common,
        rowVersion: seen.rowVersion,
        currentSessionId: seen.currentSession.sessionId,
        ...(beginAt === undefined ? {} : { beginAt }),
      })
    },
    onSuccess: async (saved, given) => {
      if (group !== undefined) {
        adopt(saved)
        const beginAt = given.isScheduled ? beginInstant(given) : undefined
        tell.done(
          beginAt === undefined
            ? t('channelGroup.saved', { name: saved.name })
            : t('channelGroup.savedScheduled', { at: formatSeoulMinute(beginAt) }),
        )
      }
      queryClient.setQueryData(groupQuery(store.storeId, saved.channelGroupId).queryKey, saved)
      await queryClient.invalidateQueries({ queryKey: groupsKey(store.storeId) })
      onSaved(saved)
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      const { beginAt, ...fields } = error.fields
      form.setErrors({ ...fields, ...(beginAt === undefined ? {} : { day: beginAt }) })
      focusFirstInvalid(element.current)
    },
  })

  async function reload(): Promise<void> {
    if (group === undefined) return
    const next = await queryClient.fetchQuery({
      ...groupQuery(store.storeId, group.channelGroupId),
      staleTime: 0,
    })
    mutation.reset()
    adopt(next)
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit(
        (given) => mutation.mutate(given),
        () => focusFirstInvalid(element.current),
      )}
    >
      <Stack>
        <TextInput
          {...requiredField}
          label={t('channelGroup.name')}
          {...(group === undefined ? { 'data-autofocus': true } : {})}
          {...form.getInputProps('name')}
        />
        <EntriesEditor mode={mode} form={form} known={shown?.currentSession.entries ?? []} />
        <Switch
          label={t('channelGroup.failsOver')}
          description={t('channelGroup.failsOverHelp')}
          {...form.getInputProps('failsOver', { type: 'checkbox' })}
        />
        {group === undefined ? null : (
          <ScheduleInput form={form} scheduledAt={group.scheduledSession?.beginAt} />
        )}
        <Group justify="flex-end" className="naru-group-foot">
          {mutation.error === null ? null : (
            <FailureNote
              error={mutation.error}
              {...(isFailure(mutation.error, 'StaleVersionError')
                ? { onRetry: () => void reload(), retryLabel: t('common.reload') }
                : {})}
            />
          )}
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={mutation.isPending}>
            {group === undefined
              ? t('channelGroup.createSubmit')
              : values.isScheduled
                ? t('channelGroup.saveScheduled')
                : t('channelGroup.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

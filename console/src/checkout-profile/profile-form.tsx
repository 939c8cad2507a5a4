import { Alert, Drawer, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelView, Mode } from '@naru/server/wire/console'
import type { CheckoutProfileView } from '@naru/server/wire/console-checkout-profile'
import { ConsoleFailure } from '../api/failure.ts'
import { catalogueQuery, channelsQuery } from '../channel/channel-api.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { ModeSwitch } from '../parts/mode.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { checkoutMethods, type CheckoutMethodName } from './checkout-methods.ts'
import { profilesQuery, saveProfile } from './profile-api.ts'

interface ProfileFormDrawerProps {
  /** The profile to change; absent: a new one. */
  readonly profile?: CheckoutProfileView
  readonly onClose: () => void
}

export function ProfileFormDrawer({ profile, onClose }: ProfileFormDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t(profile === undefined ? 'checkout.create' : 'checkout.edit')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
    >
      <ProfileForm {...(profile === undefined ? {} : { profile })} onClose={onClose} />
    </Drawer>
  )
}

type Chosen = Readonly<Partial<Record<CheckoutMethodName, string>>>

function ProfileForm({ profile, onClose }: ProfileFormDrawerProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [name, setName] = useState(profile?.name ?? '')
  const [mode, setMode] = useState<Mode>(profile?.mode ?? 'TEST')
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(
      (profile?.methods ?? []).map(({ paymentMethod, channelKey }) => [paymentMethod, channelKey]),
    ),
  )
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const save = useMutation({
    mutationFn: () =>
      saveProfile(
        {
          name,
          mode,
          methods: checkoutMethods.flatMap(({ name: paymentMethod }) => {
            const channelKey = chosen[paymentMethod]
            return channelKey === undefined ? [] : [{ paymentMethod, channelKey }]
          }),
        },
        profile,
      ),
    onSuccess: async () => {
      tell.done(t('common.saved'))
      await client.invalidateQueries({ queryKey: profilesQuery.queryKey })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      setWrong(error.fields)
      focusFirstInvalid(form.current)
    },
  })
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') {
          setWrong({ name: t('checkout.form.nameMissing') })
          focusFirstInvalid(form.current)
        } else save.mutate()
      }}
    >
      <Stack>
        <TextInput
          label={t('checkout.form.name')}
          required
          maxLength={50}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setWrong({})
          }}
          {...(wrong['name'] === undefined ? {} : { error: wrong['name'] })}
        />
        <div>
          <Text fz="sm" fw={600} mb={4}>
            {t('mode.label')}
          </Text>
          <ModeSwitch
            value={mode}
            isDisabled={profile !== undefined}
            onChange={(next) => {
              setMode(next)
              setChosen({})
            }}
          />
        </div>
        <Methods
          mode={mode}
          chosen={chosen}
          wrong={wrong}
          onChange={(method, channelKey) => {
            const { [method]: _former, ...rest } = chosen
            setChosen(channelKey === null ? rest : { ...rest, [method]: channelKey })
            setWrong({})
          }}
        />
        {wrong['methods'] === undefined ? null : (
          <Text fz="sm" c="var(--mantine-color-error)" role="alert">
            {wrong['methods']}
          </Text>
        )}
        {save.isError && Object.keys(wrong).length === 0 ? <FailureNote error={save.error} /> : null}
        <FormActions isBusy={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  )
}

interface MethodsProps {
  readonly mode: Mode
  readonly chosen: Chosen
  readonly wrong: Readonly<Record<string, string>>
  readonly onChange: (method: CheckoutMethodName, channelKey: string | null) => void
}

/** For each method the channels that can take it; methods that no channel can take are not shown. */
function Methods({ mode, chosen, wrong, onChange }: MethodsProps) {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const owner = me.stores.find(({ isRepresentative }) => isRepresentative)?.storeId ?? ''
  const channels = useQuery(channelsQuery(owner, mode))
  const catalogue = useQuery(catalogueQuery)
  if (channels.isError) return <FailureNote error={channels.error} onRetry={() => void channels.refetch()} />
  if (channels.isPending || catalogue.isPending) return <SkeletonRows count={4} height={56} />
  const taken = new Map(
    (catalogue.data ?? []).flatMap(({ modules }) => modules.map((module) => [module.code, module] as const)),
  )
  const takes = (channel: ChannelView, method: string): boolean =>
    channel.attribute === 'PAYMENT' &&
    channel.versions.includes('V2') &&
    channel.state === 'READY' &&
    (taken.get(channel.module)?.payMethods.includes(method) ?? false)
  const rows = checkoutMethods
    .map(({ name, method }) => ({
      name,
      options: channels.data
        .filter((channel) => takes(channel, method))
        .map(({ channelKey, name: label }) => ({ value: channelKey, label })),
    }))
    .filter(({ options }) => options.length > 0)
  if (rows.length === 0)
    return (
      <Alert variant="light" color="lantern">
        {t('checkout.form.noChannels')}
      </Alert>
    )
  return (
    <Stack gap="sm">
      <Text fz="sm" c="dimmed">
        {t('checkout.form.methodsText')}
      </Text>
      {rows.map(({ name, options }) => {
        const error = wrong[`methods.${name}`]
        return (
          <Select
            key={name}
            label={t(`checkout.methods.${name}`)}
            placeholder={t('checkout.form.unused')}
            clearable
            clearButtonProps={{ 'aria-label': t('checkout.form.clear') }}
            data={options}
            value={chosen[name] ?? null}
            onChange={(channelKey) => onChange(name, channelKey)}
            {...(error === undefined ? {} : { error })}
          />
        )
      })}
    </Stack>
  )
}

import {
  ActionIcon,
  Alert,
  Button,
  Drawer,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromotionView } from '@naru/server/wire/console-promotion'
import { ConsoleFailure } from '../api/failure.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { savePromotion } from './promotion-api.ts'
import {
  bodyOf,
  cardCompanies,
  conditionsMax,
  missingFields,
  newValues,
  valuesOf,
  type PromotionValues,
} from './promotion-values.ts'

interface PromotionFormDrawerProps {
  /** The promotion to change; absent: a new one. */
  readonly promotion?: PromotionView
  readonly onClose: () => void
  readonly onSaved: (saved: PromotionView) => void
}

type Key = keyof PromotionValues

export function PromotionFormDrawer({ promotion, onClose, onSaved }: PromotionFormDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t(promotion === undefined ? 'promotion.create' : 'promotion.edit')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
    >
      <PromotionForm
        {...(promotion === undefined ? {} : { promotion })}
        onClose={onClose}
        onSaved={onSaved}
      />
    </Drawer>
  )
}

function PromotionForm({ promotion, onClose, onSaved }: PromotionFormDrawerProps) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const tell = useTell()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(() =>
    promotion === undefined ? newValues(new Date()) : valuesOf(promotion),
  )
  const [wrong, setWrong] = useState<Readonly<Partial<Record<Key, string>>>>({})
  // Once it has begun, what was promised stays; only name and period move.
  const isFixed = promotion !== undefined && promotion.status !== 'SCHEDULED'
  const save = useMutation({
    mutationFn: () => savePromotion(store.storeId, bodyOf(values), promotion),
    onSuccess: async (saved) => {
      tell.done(t('common.saved'))
      await client.invalidateQueries({ queryKey: ['stores', store.storeId, 'promotions'] })
      onSaved(saved)
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      const { partitions, ...fields } = error.fields
      setWrong({ ...fields, ...(partitions === undefined ? {} : { conditions: partitions }) })
      focusFirstInvalid(form.current)
    },
  })
  const change = (members: Partial<PromotionValues>) => {
    setValues({ ...values, ...members })
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([key]) => !(key in members))))
  }
  const error = (key: Key) => (wrong[key] === undefined ? {} : { error: wrong[key] })

  function submit() {
    const missing = missingFields(values)
    if (missing.length === 0) return save.mutate()
    setWrong(Object.fromEntries(missing.map((key) => [key, t(`promotion.form.wrong.${key}`)])))
    focusFirstInvalid(form.current)
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack>
        {isFixed ? (
          <Alert variant="light" p="sm">
            {t('promotion.form.fixed')}
          </Alert>
        ) : null}
        <TextInput
          label={t('promotion.form.name')}
          required
          maxLength={50}
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          {...error('name')}
        />
        <Select
          label={t('promotion.form.cardCompany')}
          required
          disabled={isFixed}
          placeholder={t('promotion.form.choose')}
          data={cardCompanies.map((value) => ({ value, label: t(`promotion.cards.${value}`) }))}
          value={values.cardCompany === '' ? null : values.cardCompany}
          onChange={(cardCompany) => change({ cardCompany: cardCompany ?? '' })}
          {...error('cardCompany')}
        />
        <Group grow align="flex-start">
          {(['startsAt', 'endsAt'] as const).map((key) => (
            <TextInput
              key={key}
              type="datetime-local"
              label={t(`promotion.form.${key}`)}
              required
              value={values[key]}
              onChange={(event) => change({ [key]: event.currentTarget.value })}
              {...error(key)}
            />
          ))}
        </Group>
        <TextInput
          label={t('promotion.form.totalBudget')}
          required
          disabled={isFixed}
          inputMode="numeric"
          rightSection={<Text fz="sm">{t('promotion.won')}</Text>}
          value={values.totalBudget}
          onChange={(event) => change({ totalBudget: event.currentTarget.value })}
          {...error('totalBudget')}
        />
        <Switch
          label={t('promotion.form.recover')}
          description={t('promotion.form.recoverText')}
          disabled={isFixed}
          checked={values.recovers}
          onChange={(event) => change({ recovers: event.currentTarget.checked })}
        />
        <div>
          <Text fz="sm" fw={600} mb={4} id="promotion-way">
            {t('promotion.form.way')}
          </Text>
          <SegmentedControl
            aria-labelledby="promotion-way"
            disabled={isFixed}
            data={(['PERCENT', 'AMOUNT'] as const).map((value) => ({
              value,
              label: t(`promotion.form.ways.${value}`),
            }))}
            value={values.way}
            onChange={(way) => change({ way: way === 'AMOUNT' ? 'AMOUNT' : 'PERCENT' })}
          />
        </div>
        <Conditions values={values} isFixed={isFixed} error={wrong.conditions} onChange={change} />
        {values.way === 'PERCENT' ? (
          <TextInput
            label={t('promotion.form.maxDiscount')}
            description={t('promotion.form.maxDiscountText')}
            disabled={isFixed}
            inputMode="numeric"
            rightSection={<Text fz="sm">{t('promotion.won')}</Text>}
            value={values.maxDiscount}
            onChange={(event) => change({ maxDiscount: event.currentTarget.value })}
            {...error('maxDiscount')}
          />
        ) : null}
        {save.isError && Object.keys(wrong).length === 0 ? <FailureNote error={save.error} /> : null}
        <FormActions isBusy={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  )
}

interface ConditionsProps {
  readonly values: PromotionValues
  readonly isFixed: boolean
  readonly error: string | undefined
  readonly onChange: (members: Partial<PromotionValues>) => void
}

function Conditions({ values, isFixed, error, onChange }: ConditionsProps) {
  const { t } = useTranslation()
  const { conditions, way } = values
  const put = (index: number, members: Partial<(typeof conditions)[number]>) =>
    onChange({ conditions: conditions.map((one, at) => (at === index ? { ...one, ...members } : one)) })
  return (
    <fieldset className="naru-fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>
        <Text component="span" fz="sm" fw={600}>
          {t('promotion.form.conditions')}
        </Text>
      </legend>
      <Stack gap="xs">
        {conditions.map((condition, index) => (
          <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label={t('promotion.form.amountFrom')}
              flex={1}
              disabled={isFixed}
              inputMode="numeric"
              rightSection={<Text fz="sm">{t('promotion.won')}</Text>}
              value={condition.amountFrom}
              error={error !== undefined && index === 0}
              onChange={(event) => put(index, { amountFrom: event.currentTarget.value })}
            />
            <TextInput
              label={t(`promotion.form.ways.${way}`)}
              flex={1}
              disabled={isFixed}
              inputMode="numeric"
              rightSection={<Text fz="sm">{way === 'PERCENT' ? '%' : t('promotion.won')}</Text>}
              value={condition.discount}
              onChange={(event) => put(index, { discount: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              disabled={isFixed || conditions.length === 1}
              aria-label={t('promotion.form.removeCondition', { number: index + 1 })}
              onClick={() => onChange({ conditions: conditions.filter((_one, at) => at !== index) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        {error === undefined ? (
          <Text fz="xs" c="dimmed">
            {t('promotion.form.conditionsText')}
          </Text>
        ) : (
          <Text fz="xs" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        {isFixed || conditions.length >= conditionsMax ? null : (
          <Button
            variant="default"
            size="compact-sm"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange({ conditions: [...conditions, { amountFrom: '', discount: '' }] })}
          >
            {t('promotion.form.addCondition')}
          </Button>
        )}
      </Stack>
    </fieldset>
  )
}

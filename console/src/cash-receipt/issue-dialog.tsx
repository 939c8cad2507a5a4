import { Group, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'
import { channelsQuery } from '../channel/channel-api.ts'
import { parseMinor } from '../format/money.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { FormActions } from '../parts/form-actions.tsx'
import { issueReceipt, receiptsKey } from './cash-receipt-api.ts'

interface IssueDialogProps {
  readonly mode: 'LIVE' | 'TEST'
  readonly onClose: () => void
}
type Field = 'channelKey' | 'paymentId' | 'orderName' | 'amountMinor' | 'taxFreeMinor' | 'identityNumber'

/** 현금영수증 발급. What was typed stays after a refusal, and the keyboard goes to the first field that is wrong. */
export function IssueDialog({ mode, onClose }: IssueDialogProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const client = useQueryClient()
  const { store } = useCurrentStore()
  const form = useRef<HTMLFormElement>(null)
  const channels = useQuery(channelsQuery(store.storeId, mode))
  const [type, setType] = useState<'PERSONAL' | 'CORPORATE'>('PERSONAL')
  const [values, setValues] = useState<Readonly<Record<Field, string>>>({
    channelKey: '',
    paymentId: '',
    orderName: '',
    amountMinor: '',
    taxFreeMinor: '0',
    identityNumber: '',
  })
  const [problems, setProblems] = useState<Readonly<Partial<Record<Field, string>>>>({})
  const work = useMutation({
    mutationFn: () =>
      issueReceipt(store.storeId, {
        channelKey: values.channelKey,
        paymentId: values.paymentId.trim(),
        type,
        orderName: values.orderName.trim(),
        amountMinor: parseMinor(values.amountMinor, 'KRW') ?? 0,
        taxFreeMinor: parseMinor(values.taxFreeMinor, 'KRW') ?? 0,
        identityNumber: values.identityNumber,
      }),
    onSuccess: async () => {
      tell.done(t('cashReceipt.issued'))
      onClose()
      await client.invalidateQueries({ queryKey: receiptsKey(store.storeId) })
    },
    onError: (error) => {
      if (!(error instanceof ConsoleFailure)) return
      setProblems({ ...error.fields })
      focusFirstInvalid(form.current)
    },
  })

  function submit() {
    const amount = parseMinor(values.amountMinor, 'KRW')
    const taxFree = parseMinor(values.taxFreeMinor, 'KRW')
    const found = {
      ...(values.channelKey === '' ? { channelKey: t('cashReceipt.needed') } : {}),
      ...(values.paymentId.trim() === '' ? { paymentId: t('cashReceipt.needed') } : {}),
      ...(values.orderName.trim() === '' ? { orderName: t('cashReceipt.needed') } : {}),
      ...(amount === undefined || amount === 0 ? { amountMinor: t('cashReceipt.badAmount') } : {}),
      ...(taxFree === undefined || (amount !== undefined && taxFree > amount)
        ? { taxFreeMinor: t('cashReceipt.badTaxFree') }
        : {}),
      ...(/^\d{6,30}$/.test(values.identityNumber.replaceAll(/[\s-]/g, ''))
        ? {}
        : { identityNumber: t('cashReceipt.badNumber') }),
    }
    setProblems(found)
    if (Object.keys(found).length > 0) focusFirstInvalid(form.current)
    else work.mutate()
  }

  const text = (field: Exclude<Field, 'channelKey'>, more: object = {}) => (
    <TextInput
      label={t(`cashReceipt.fields.${field}`)}
      required={field !== 'taxFreeMinor'}
      value={values[field]}
      error={problems[field] ?? null}
      onChange={(event) => {
        const { value } = event.currentTarget
        setValues((former) => ({ ...former, [field]: value }))
      }}
      {...more}
    />
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cashReceipt.issue')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack>
          <SegmentedControl
            fullWidth
            aria-label={t('cashReceipt.type')}
            value={type}
            onChange={(value) => setType(value === 'CORPORATE' ? 'CORPORATE' : 'PERSONAL')}
            data={[
              { value: 'PERSONAL', label: t('cashReceipt.types.PERSONAL') },
              { value: 'CORPORATE', label: t('cashReceipt.types.CORPORATE') },
            ]}
          />
          <Select
            label={t('cashReceipt.fields.channelKey')}
            required
            value={values.channelKey === '' ? null : values.channelKey}
            error={problems.channelKey ?? null}
            data={channels.data?.map((channel) => ({ value: channel.channelKey, label: channel.name })) ?? []}
            nothingFoundMessage={t('cashReceipt.noChannel')}
            onChange={(value) => setValues((former) => ({ ...former, channelKey: value ?? '' }))}
          />
          {text('paymentId', { description: t('cashReceipt.paymentIdHelp'), maxLength: 200 })}
          {text('orderName', { maxLength: 200 })}
          <Group grow align="flex-start">
            {text('amountMinor', { inputMode: 'numeric' })}
            {text('taxFreeMinor', { inputMode: 'numeric' })}
          </Group>
          {text('identityNumber', {
            description: t('cashReceipt.numberHelp'),
            inputMode: 'numeric',
            autoComplete: 'off',
            maxLength: 40,
          })}
          {work.isError ? <FailureNote error={work.error} /> : null}
          <FormActions submitLabel={t('cashReceipt.issue')} isBusy={work.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}

import { Alert, Button, Input, SegmentedControl, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CancelBody, PaymentDetail } from '@naru/server/wire/console'
import { may } from '../api/permission.ts'
import { formatMinor, formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Facts } from '../parts/facts.tsx'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'
import { requiredField } from '../parts/required-field.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { checkCancel } from './cancel-input.ts'
import { DiscountChoice } from './discount-choice.tsx'
import { cancelPayment, paymentQuery } from './payment-api.ts'
import { methodName } from './payment-object.ts'
import { RefundAccountFields, type RefundAccount } from './refund-account-fields.tsx'

interface CancelFormProps {
  readonly paymentId: string
  readonly detail: PaymentDetail
  readonly currency: string
  readonly isTest: boolean
  readonly onCancelled: () => void
}

type Wrong = Readonly<Partial<Record<'amount' | 'taxFree' | 'bank' | 'number' | 'holderName', string>>>

export function CancelForm({ paymentId, detail, currency, isTest, onCancelled }: CancelFormProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const tell = useTell()
  const queryClient = useQueryClient()
  const { me, store } = useCurrentStore()
  const formElement = useRef<HTMLFormElement>(null)
  const [isFull, setIsFull] = useState(true)
  const [amount, setAmount] = useState(formatMinor(detail.cancellableMinor, currency))
  const [taxFree, setTaxFree] = useState('')
  const [reason, setReason] = useState('')
  const [discountOption, setDiscountOption] = useState(detail.discount?.option ?? 'RELEASE')
  const [refund, setRefund] = useState<RefundAccount>({ bank: null, number: '', holderName: '' })
  const [wrong, setWrong] = useState<Wrong>({})
  const [asked, setAsked] = useState<CancelBody>()
  const cancel = useMutation({
    mutationFn: (body: CancelBody) => cancelPayment(store.storeId, paymentId, body),
    onSuccess: async (next) => {
      queryClient.setQueryData(paymentQuery(store.storeId, paymentId).queryKey, next)
      setAsked(undefined)
      tell.done(t('payment.cancel.done'))
      onCancelled()
      await queryClient.invalidateQueries({ queryKey: ['stores', store.storeId, 'payments', 'list'] })
    },
    // What was shown as cancellable may have changed meanwhile.
    onError: () =>
      queryClient.invalidateQueries({ queryKey: paymentQuery(store.storeId, paymentId).queryKey }),
  })

  if (!may(me, 'payments.cancel')) return <Hint text={t('payment.cancel.forbidden')} />
  if (detail.cancellableMinor === 0) return <Hint text={t('payment.cancel.none')} />

  const money = (minor: number) => formatMoney(minor, currency, language)
  const isVirtualAccount = methodName(detail.payment) === 'VIRTUAL_ACCOUNT'
  const rest = {
    totalMinor: detail.cancellableMinor,
    taxFreeMinor: detail.cancellableTaxFreeMinor,
    currency,
  }

  function check() {
    const checked = checkCancel({ isFull, amount, taxFree }, rest)
    const { bank, number, holderName } = refund
    const found: Wrong = {
      ...(checked.ok ? {} : messagesOf(checked.wrong)),
      ...(isVirtualAccount && bank === null ? { bank: t('payment.cancel.chooseBank') } : {}),
      ...(isVirtualAccount && !/^\d+$/.test(number) ? { number: t('payment.cancel.digitsOnly') } : {}),
      ...(isVirtualAccount && holderName.trim() === ''
        ? { holderName: t('common.required', { what: t('payment.cancel.refundHolder') }) }
        : {}),
    }
    setWrong(found)
    if (!checked.ok || Object.keys(found).length > 0) {
      focusFirstInvalid(formElement.current)
      return
    }
    cancel.reset()
    setAsked({
      ...(isFull ? {} : { amountMinor: checked.amountMinor }),
      ...(isFull || checked.taxFreeMinor === undefined ? {} : { taxFreeMinor: checked.taxFreeMinor }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      currentCancellableMinor: detail.cancellableMinor,
      ...(isFull || detail.discount === undefined ? {} : { discountOption }),
      ...(isVirtualAccount && bank !== null
        ? { refundAccount: { bank, number, holderName: holderName.trim() } }
        : {}),
    })
  }

  function messagesOf(fields: readonly ('amount' | 'taxFree')[]): Wrong {
    return {
      ...(fields.includes('amount') ? { amount: t('payment.cancel.amountInvalid') } : {}),
      ...(fields.includes('taxFree') ? { taxFree: t('payment.cancel.taxFreeInvalid') } : {}),
    }
  }

  return (
    <form
      noValidate
      ref={formElement}
      aria-label={t('payment.cancel.submit')}
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <Stack>
        <Facts
          facts={[[t('payment.detail.cancellable'), <b key="rest">{money(detail.cancellableMinor)}</b>]]}
        />
        <Input.Wrapper label={t('payment.cancel.scope')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('payment.cancel.scope')}
            value={isFull ? 'full' : 'part'}
            onChange={(scope) => setIsFull(scope === 'full')}
            data={[
              { value: 'full', label: t('payment.cancel.full') },
              { value: 'part', label: t('payment.cancel.part') },
            ]}
          />
        </Input.Wrapper>
        <TextInput
          {...requiredField}
          label={t('payment.cancel.amount')}
          inputMode={currency === 'KRW' ? 'numeric' : 'decimal'}
          value={isFull ? formatMinor(detail.cancellableMinor, currency) : amount}
          rightSectionWidth={56}
          rightSection={
            <Text fz="xs" c="dimmed">
              {currency}
            </Text>
          }
          onChange={(event) => {
            setIsFull(false)
            setAmount(event.currentTarget.value)
          }}
          error={wrong.amount}
        />
        {!isFull && detail.cancellableTaxFreeMinor > 0 ? (
          <TextInput
            label={t('payment.cancel.taxFree')}
            description={t('payment.cancel.taxFreeHint', { amount: money(detail.cancellableTaxFreeMinor) })}
            inputMode="numeric"
            value={taxFree}
            onChange={(event) => setTaxFree(event.currentTarget.value)}
            error={wrong.taxFree}
          />
        ) : null}
        {detail.discount === undefined ? null : (
          <DiscountChoice
            discount={detail.discount}
            money={money}
            isPart={!isFull}
            value={discountOption}
            onChange={setDiscountOption}
          />
        )}
        <Textarea
          label={t('payment.cancel.reason')}
          description={t('payment.cancel.reasonHint')}
          maxLength={200}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {isVirtualAccount ? <RefundAccountFields value={refund} onChange={setRefund} wrong={wrong} /> : null}
        <Button type="submit" color="red.9">
          {t('payment.cancel.submit')}
        </Button>
      </Stack>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={t('payment.cancel.confirmTitle')}
        confirmLabel={t('payment.cancel.submit')}
        keepLabel={t('payment.cancel.keep')}
        isDangerous
        isBusy={cancel.isPending}
        error={cancel.error}
        onClose={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked !== undefined) cancel.mutate(asked)
        }}
      >
        <p>{t('payment.cancel.confirmText', { amount: money(asked?.amountMinor ?? rest.totalMinor) })}</p>
        <b>{isTest ? t('payment.cancel.confirmTest') : t('payment.cancel.confirmLive')}</b>
      </ConfirmDialog>
    </form>
  )
}

function Hint({ text }: { readonly text: string }) {
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} />}>
      {text}
    </Alert>
  )
}

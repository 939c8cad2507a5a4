import { Alert, Input, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DiscountOption, PaymentDetail } from '@naru/server/wire/console'

interface DiscountChoiceProps {
  readonly discount: NonNullable<PaymentDetail['discount']>
  readonly money: (minor: number) => string
  readonly isPart: boolean
  readonly value: DiscountOption
  readonly onChange: (option: DiscountOption) => void
}

/** A discounted payment: amounts are of the order, and a partial cancel says what becomes of the discount. */
export function DiscountChoice({ discount, money, isPart, value, onChange }: DiscountChoiceProps) {
  const { t } = useTranslation()
  const isChosen = discount.option !== undefined
  return (
    <>
      <Alert variant="light">{t('payment.cancel.discountNote', { amount: money(discount.minor) })}</Alert>
      {isPart ? (
        <Input.Wrapper label={t('payment.cancel.discount')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('payment.cancel.discount')}
            disabled={isChosen}
            value={value}
            onChange={(option) => onChange(option === 'RETAIN' ? 'RETAIN' : 'RELEASE')}
            data={(['RELEASE', 'RETAIN'] as const).map((option) => ({
              value: option,
              label: t(`payment.cancel.discountOptions.${option}`),
            }))}
          />
          <Text fz="xs" c="dimmed" mt={6}>
            {isChosen ? t('payment.cancel.discountChosen') : t(`payment.cancel.discountTexts.${value}`)}
          </Text>
        </Input.Wrapper>
      ) : null}
    </>
  )
}

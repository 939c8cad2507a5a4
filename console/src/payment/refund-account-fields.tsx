import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { requiredField } from '../parts/required-field.ts'

export interface RefundAccount {
  readonly bank: BankName | null
  readonly number: string
  readonly holderName: string
}

/** REST V2 `Bank` names of banks that people hold accounts at. */
const banks = [
  'KOOKMIN',
  'SHINHAN',
  'WOORI',
  'HANA',
  'NONGHYUP',
  'IBK',
  'KAKAO',
  'TOSS',
  'K_BANK',
  'KFCC',
  'POST',
  'SHINHYUP',
  'SUHYUP',
  'KDB',
  'STANDARD_CHARTERED',
  'CITI',
  'DAEGU',
  'BUSAN',
  'KYONGNAM',
  'KWANGJU',
  'JEONBUK',
  'JEJU',
] as const
type BankName = (typeof banks)[number]

interface RefundAccountFieldsProps {
  readonly value: RefundAccount
  readonly onChange: (value: RefundAccount) => void
  readonly wrong: Readonly<Partial<Record<'bank' | 'number' | 'holderName', string>>>
}

/** A deposit cannot flow back by itself: the buyer's account has to be named. */
export function RefundAccountFields({ value, onChange, wrong }: RefundAccountFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        {...requiredField}
        label={t('payment.cancel.refundBank')}
        placeholder={t('payment.cancel.chooseBank')}
        searchable
        value={value.bank}
        data={banks.map((bank) => ({ value: bank, label: t(`payment.banks.${bank}`) }))}
        onChange={(chosen) => onChange({ ...value, bank: banks.find((bank) => bank === chosen) ?? null })}
        error={wrong.bank}
      />
      <TextInput
        {...requiredField}
        label={t('payment.cancel.refundNumber')}
        inputMode="numeric"
        value={value.number}
        onChange={(event) =>
          onChange({ ...value, number: event.currentTarget.value.replaceAll('-', '').trim() })
        }
        error={wrong.number}
      />
      <TextInput
        {...requiredField}
        label={t('payment.cancel.refundHolder')}
        value={value.holderName}
        onChange={(event) => onChange({ ...value, holderName: event.currentTarget.value })}
        error={wrong.holderName}
      />
    </>
  )
}

import { useTranslation } from 'react-i18next'
import type { PaymentStatus } from '@naru/server/wire/console'
import { Badge, type Tone } from '../parts/badge.tsx'

const tones = {
  READY: 'plain',
  PAY_PENDING: 'wait',
  VIRTUAL_ACCOUNT_ISSUED: 'wait',
  PAID: 'good',
  FAILED: 'bad',
  PARTIAL_CANCELLED: 'partly',
  CANCELLED: 'partly',
} as const satisfies Record<PaymentStatus, Tone>

export function StatusBadge({ status }: { readonly status: PaymentStatus }) {
  const { t } = useTranslation()
  return <Badge tone={tones[status]}>{t(`payment.statuses.${status}`)}</Badge>
}

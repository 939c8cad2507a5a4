import { Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '@naru/server/wire/console'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { ModeBadge } from '../parts/mode.tsx'
import { StatusBadge } from './status-badge.tsx'
import { useMethodLabel } from './use-method-label.ts'

/** A table on wide screens; on narrow ones each row becomes a card with its column names. */
export function PaymentTable({
  rows,
  label,
}: {
  readonly rows: readonly PaymentRow[]
  readonly label: string
}) {
  const { t } = useTranslation()
  const columns = [
    t('payment.columns.status'),
    t('payment.columns.order'),
    t('payment.columns.customer'),
    t('payment.columns.method'),
    t('payment.columns.amount'),
    t('payment.columns.requestedAt'),
    t('payment.columns.changedAt'),
  ]
  return (
    <table className="naru-table naru-payments" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.transactionId} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { readonly row: PaymentRow }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const methodLabel = useMethodLabel()
  const navigate = useNavigate()
  const target = { to: '/payments/$paymentId', params: { paymentId: row.paymentId }, search: true } as const
  return (
    <tr data-link onClick={() => void navigate(target)}>
      <td data-label={t('payment.columns.status')}>
        <span className="naru-badges">
          <StatusBadge status={row.status} />
          {row.mode === 'TEST' ? <ModeBadge mode="TEST" /> : null}
        </span>
      </td>
      <td data-label={t('payment.columns.order')}>
        <Link {...target} className="naru-link" onClick={(event) => event.stopPropagation()}>
          {row.orderName}
        </Link>
        <Text fz="xs" c="dimmed" ff="monospace" maw={240} truncate="end">
          {row.paymentId}
        </Text>
      </td>
      <td data-label={t('payment.columns.customer')}>{row.customerLabel ?? '–'}</td>
      <td data-label={t('payment.columns.method')}>
        {methodLabel(row.payMethod) ?? '–'}
        <Text fz="xs" c="dimmed">
          {row.pgProvider}
        </Text>
      </td>
      <td data-label={t('payment.columns.amount')} className="naru-amount">
        <Text fz="sm" fw={700}>
          {formatMoney(row.totalMinor, row.currency, language)}
        </Text>
        {row.cancelledMinor === 0 ? null : (
          <Text fz="xs" c="dimmed">
            {t('payment.cancelledPart', { amount: formatMoney(row.cancelledMinor, row.currency, language) })}
          </Text>
        )}
      </td>
      <td data-label={t('payment.columns.requestedAt')} className="naru-time">
        {formatSeoul(row.requestedAt)}
      </td>
      <td data-label={t('payment.columns.changedAt')} className="naru-time">
        {formatSeoul(row.statusChangedAt)}
      </td>
    </tr>
  )
}

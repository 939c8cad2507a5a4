import { ActionIcon, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconSortDescending } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { Fragment, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '@naru/server/wire/console-payments'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import type { PaymentColumn } from './payment-columns.ts'
import { RowHistory } from './row-history.tsx'
import { RowMenu } from './row-menu.tsx'
import { StatusBadge } from './status-badge.tsx'
import { useMethodLabel } from './use-method-label.ts'
import { usePgLabel } from './use-pg-label.ts'

type TimeBase = 'STATUS_CHANGED_AT' | 'CREATED_AT'
const timeOf: Readonly<Partial<Record<PaymentColumn, TimeBase>>> = {
  requestedAt: 'CREATED_AT',
  changedAt: 'STATUS_CHANGED_AT',
}

interface PaymentTableProps {
  readonly rows: readonly PaymentRow[]
  readonly label: string
  readonly columns: readonly PaymentColumn[]
  readonly timeBase: TimeBase
  /** Newest first by the other time. */
  readonly onTimeBase: (timeBase: TimeBase) => void
}

/** A table on wide screens; on narrow ones each row becomes a card with its column names. */
export function PaymentTable({ rows, label, columns, timeBase, onTimeBase }: PaymentTableProps) {
  const { t } = useTranslation()
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const toggle = (paymentId: string) =>
    setUnfolded((former) => {
      const next = new Set(former)
      if (!next.delete(paymentId)) next.add(paymentId)
      return next
    })
  return (
    <table className="naru-table naru-payments" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="naru-unseen">{t('payment.detail.timeline')}</span>
          </th>
          {columns.map((column) => {
            const base = timeOf[column]
            const isSorted = base === timeBase
            return (
              <th
                key={column}
                scope="col"
                aria-sort={base === undefined ? undefined : isSorted ? 'descending' : 'none'}
              >
                {base === undefined ? (
                  t(`payment.columns.${column}`)
                ) : (
                  <UnstyledButton
                    className="naru-sort"
                    title={t('payment.sortBy', { column: t(`payment.columns.${column}`) })}
                    onClick={() => onTimeBase(base)}
                  >
                    {t(`payment.columns.${column}`)}
                    {isSorted ? <IconSortDescending size={15} aria-hidden /> : null}
                  </UnstyledButton>
                )}
              </th>
            )
          })}
          <th scope="col">
            <span className="naru-unseen">{t('payment.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.transactionId}
            row={row}
            columns={columns}
            isUnfolded={unfolded.has(row.paymentId)}
            onToggle={() => toggle(row.paymentId)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: PaymentRow
  readonly columns: readonly PaymentColumn[]
  readonly isUnfolded: boolean
  readonly onToggle: () => void
}

function Row({ row, columns, isUnfolded, onToggle }: RowProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const cell = useCell()
  const target = { to: '/payments/$paymentId', params: { paymentId: row.paymentId }, search: true } as const
  return (
    <>
      <tr data-link onClick={() => void navigate(target)}>
        <td className="naru-fold" onClick={(event) => event.stopPropagation()}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-expanded={isUnfolded}
            aria-label={t('payment.unfold', { order: row.orderName })}
            onClick={onToggle}
          >
            {isUnfolded ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
        </td>
        {columns.map((column) => (
          <td
            key={column}
            data-column={column}
            data-label={t(`payment.columns.${column}`)}
            className={
              column === 'amount' ? 'naru-amount' : timeOf[column] === undefined ? undefined : 'naru-time'
            }
          >
            {column === 'order' ? (
              <>
                <Link {...target} className="naru-link" onClick={(event) => event.stopPropagation()}>
                  {row.orderName}
                </Link>
                <Text fz="xs" c="dimmed" ff="monospace" maw={240} truncate="end">
                  {row.paymentId}
                </Text>
              </>
            ) : (
              cell(column, row)
            )}
          </td>
        ))}
        <td className="naru-row-menu" onClick={(event) => event.stopPropagation()}>
          <RowMenu row={row} />
        </td>
      </tr>
      {isUnfolded ? (
        <tr className="naru-unfolded">
          <td colSpan={columns.length + 2}>
            <RowHistory paymentId={row.paymentId} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** Day and time; a narrow column breaks between the two and nowhere else. */
function Moment({ at }: { readonly at: string }) {
  const [day, time] = formatSeoul(at).split(' ')
  return (
    <>
      <span className="naru-whole">{day}</span> <span className="naru-whole">{time}</span>
    </>
  )
}

function useCell(): (column: Exclude<PaymentColumn, 'order'>, row: PaymentRow) => ReactNode {
  const { t } = useTranslation()
  const language = useLanguage()
  const methodLabel = useMethodLabel()
  const pgLabel = usePgLabel()
  return (column, row) => {
    switch (column) {
      case 'status':
        return <StatusBadge status={row.status} />
      case 'kind':
        return (
          <span className="naru-badges">
            {row.mode === 'TEST' ? <ModeBadge mode="TEST" /> : null}
            {row.type === 'SCHEDULE' ? <Badge>{t('payment.types.SCHEDULE')}</Badge> : null}
          </span>
        )
      case 'paymentId':
      case 'transactionId':
        return (
          <Text fz="xs" ff="monospace" maw={260} truncate="end" title={row[column]}>
            {row[column]}
          </Text>
        )
      case 'customer':
        return row.customerLabel ?? '–'
      case 'method':
        return <span className="naru-whole">{methodLabel(row.payMethod) ?? '–'}</span>
      case 'pg':
        return (
          <Text fz="xs" className="naru-whole" title={row.pgProvider}>
            {pgLabel(row.pgProvider) ?? '–'}
          </Text>
        )
      case 'amount':
        return (
          <Fragment>
            <Text fz="sm" fw={700}>
              {formatMoney(row.totalMinor, row.currency, language)}
            </Text>
            {row.cancelledMinor === 0 ? null : (
              <Text fz="xs" c="dimmed">
                {t('payment.cancelledPart', {
                  amount: formatMoney(row.cancelledMinor, row.currency, language),
                })}
              </Text>
            )}
          </Fragment>
        )
      case 'requestedAt':
        return <Moment at={row.requestedAt} />
      case 'changedAt':
        return <Moment at={row.statusChangedAt} />
    }
  }
}

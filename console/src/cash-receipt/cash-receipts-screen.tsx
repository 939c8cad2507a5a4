import { Anchor, Button, Text } from '@mantine/core'
import { IconReceipt2 } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CashReceiptRow, CashReceiptState } from '@naru/server/wire/console-cash-receipt'
import { may } from '../api/permission.ts'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTell } from '../parts/use-tell.ts'
import { ListFilters } from '../recurring/list-filters.tsx'
import { ListPage } from '../recurring/list-page.tsx'
import { listMembers, receiptStates, type ListSearch } from '../recurring/recurring-search.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { cancelReceipt, receiptsKey, receiptsQuery } from './cash-receipt-api.ts'
import { IssueDialog } from './issue-dialog.tsx'

const route = getRouteApi('/shell/payments/cash-receipts')
const tones: Readonly<Record<CashReceiptState, Tone>> = {
  ISSUED: 'good',
  CANCELLED: 'plain',
  ISSUE_FAILED: 'bad',
  UNKNOWN: 'wait',
  ISSUING: 'wait',
}

/** 현금영수증 관리. */
export function CashReceiptsScreen() {
  const { t } = useTranslation()
  const tell = useTell()
  const language = useLanguage()
  const client = useQueryClient()
  const { me, store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isIssuing, setIsIssuing] = useState(false)
  const [cancelling, setCancelling] = useState<CashReceiptRow>()
  const list = useInfiniteQuery({
    ...receiptsQuery(store.storeId, listMembers(search)),
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: ListSearch) => void navigate({ search: next, replace: true })
  const mayWrite = may(me, 'cash-receipts.write')
  const cancel = useMutation({
    mutationFn: (row: CashReceiptRow) => cancelReceipt(store.storeId, row.paymentId),
    onSuccess: async () => {
      setCancelling(undefined)
      tell.done(t('cashReceipt.cancelled'))
      await client.invalidateQueries({ queryKey: receiptsKey(store.storeId) })
    },
  })
  const issueButton = mayWrite ? (
    <Button onClick={() => setIsIssuing(true)}>{t('cashReceipt.issue')}</Button>
  ) : null
  return (
    <ListPage
      title={t('cashReceipt.title')}
      text={t('cashReceipt.text')}
      search={search}
      onChange={change}
      list={list}
      count={rows.length}
      actions={issueButton}
      filters={
        <ListFilters
          search={search}
          onChange={change}
          placeholder={t('cashReceipt.searchPlaceholder')}
          withDays
          choices={[
            {
              name: 'status',
              label: t('recurring.status'),
              data: receiptStates.map((value) => ({ value, label: t(`cashReceipt.statuses.${value}`) })),
            },
            {
              name: 'type',
              label: t('cashReceipt.type'),
              data: (['PERSONAL', 'CORPORATE'] as const).map((value) => ({
                value,
                label: t(`cashReceipt.types.${value}`),
              })),
            },
          ]}
        />
      }
      empty={{
        icon: <IconReceipt2 size={26} />,
        title: t('cashReceipt.emptyTitle'),
        text: t('cashReceipt.emptyText'),
        action: issueButton,
      }}
    >
      <table className="naru-table naru-payments naru-labelled" aria-label={t('cashReceipt.title')}>
        <thead>
          <tr>
            {(['order', 'status', 'type', 'amount', 'channel', 'number', 'issuedAt'] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(`cashReceipt.columns.${column}`)}
                </th>
              ),
            )}
            <th scope="col">
              <span className="naru-unseen">{t('recurring.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.paymentId}>
              <td data-column="order">
                {row.orderName}
                <Text fz="xs" c="dimmed" ff="monospace" maw={220} truncate="end">
                  {row.paymentId}
                </Text>
              </td>
              <td>
                <Badge tone={tones[row.status]}>{t(`cashReceipt.statuses.${row.status}`)}</Badge>
                {row.failure === undefined ? null : (
                  <Text fz="xs" c="dimmed" maw={180}>
                    {row.failure}
                  </Text>
                )}
              </td>
              <td>{t(`cashReceipt.types.${row.type}`)}</td>
              <td data-column="amount" className="naru-amount">
                <Text fz="sm" fw={700}>
                  {formatMoney(row.amountMinor, row.currency, language)}
                </Text>
                <Text fz="xs" c="dimmed">
                  {t('cashReceipt.vat', { amount: formatMoney(row.vatMinor, row.currency, language) })}
                </Text>
              </td>
              <td>{row.channelName}</td>
              <td>
                {row.url !== undefined && /^https?:/.test(row.url) ? (
                  <Anchor href={row.url} target="_blank" rel="noreferrer" fz="sm">
                    {row.issueNumber}
                  </Anchor>
                ) : (
                  (row.issueNumber ?? '–')
                )}
              </td>
              <td className="naru-time">{formatSeoul(row.issuedAt ?? row.requestedAt)}</td>
              <td className="naru-row-menu">
                {mayWrite && row.status === 'ISSUED' ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('cashReceipt.cancelWhat', { what: row.orderName })}
                    onClick={() => setCancelling(row)}
                  >
                    {t('common.cancel')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        isOpen={cancelling !== undefined}
        title={t('cashReceipt.cancelTitle')}
        confirmLabel={t('cashReceipt.cancelTitle')}
        keepLabel={t('common.close')}
        isDangerous
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => {
          if (cancelling !== undefined) cancel.mutate(cancelling)
        }}
        onClose={() => {
          cancel.reset()
          setCancelling(undefined)
        }}
      >
        {t('cashReceipt.cancelText', {
          order: cancelling?.orderName ?? '',
          amount: formatMoney(cancelling?.amountMinor ?? 0, cancelling?.currency ?? 'KRW', language),
        })}
      </ConfirmDialog>
      {isIssuing ? <IssueDialog mode={search.mode ?? 'LIVE'} onClose={() => setIsIssuing(false)} /> : null}
    </ListPage>
  )
}

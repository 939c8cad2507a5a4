import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDotsVertical, IconListDetails, IconReceiptRefund } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '@naru/server/wire/console-payments'
import { may } from '../api/permission.ts'
import { useTell } from '../parts/use-tell.ts'
import { useCurrentStore } from '../shell/current-store.ts'

/** What can be done with a row without opening it. */
export function RowMenu({ row }: { readonly row: PaymentRow }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { me } = useCurrentStore()
  const navigate = useNavigate({ from: '/payments' })
  const copy = (value: string) =>
    navigator.clipboard.writeText(value).then(() => tell.done(t('common.copied')), tell.failed)
  const open = (tab?: 'cancel') =>
    void navigate({
      to: '/payments/$paymentId',
      params: { paymentId: row.paymentId },
      search: (former) => ({ ...former, ...(tab === undefined ? {} : { tab }) }),
    })
  const isPaid = row.status === 'PAID' || row.status === 'PARTIAL_CANCELLED'
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('payment.rowMenu', { order: row.orderName })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconListDetails size={16} aria-hidden />} onClick={() => open()}>
          {t('payment.openDetail')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy(row.paymentId)}>
          {t('common.copyWhat', { what: t('payment.detail.paymentId') })}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => void copy(row.transactionId)}
        >
          {t('common.copyWhat', { what: t('payment.detail.transactionId') })}
        </Menu.Item>
        {isPaid && may(me, 'payments.cancel') ? (
          <Menu.Item
            color="red.9"
            leftSection={<IconReceiptRefund size={16} aria-hidden />}
            onClick={() => open('cancel')}
          >
            {t('payment.detail.tabs.cancel')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}

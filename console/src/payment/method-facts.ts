import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import type { Fact } from '../parts/facts.tsx'
import { amount, member, methodName, text, type Members } from './payment-object.ts'
import { useMethodLabel } from './use-method-label.ts'

/** What is known about how somebody paid. A card behind an easy-pay wallet is told like a card. */
export function useMethodFacts(): (payment: Members) => readonly Fact[] {
  const { t } = useTranslation()
  const methodLabel = useMethodLabel()
  return (payment) => {
    const method = member(payment, 'method')
    const wallet = member(method, 'easyPayMethod')
    const holder = member(method, 'card') === undefined && wallet !== undefined ? wallet : method
    const months = amount(holder, 'installment', 'month')
    const dueAt = text(method, 'expiredAt')
    const storeDueAt = text(method, 'paymentDeadline')
    const isFree = member(holder, 'installment', 'isInterestFree') === true
    return [
      [t('payment.method'), methodLabel(methodName(payment))],
      [t('payment.detail.provider'), text(method, 'provider')],
      [
        t('payment.detail.card'),
        text(holder, 'card', 'name') ?? text(holder, 'card', 'publisher') ?? text(holder, 'card', 'issuer'),
      ],
      [t('payment.detail.cardNumber'), text(holder, 'card', 'number')],
      [t('payment.detail.approvalNumber'), text(holder, 'approvalNumber')],
      [
        t('payment.detail.installment'),
        months === undefined
          ? undefined
          : months < 2
            ? t('payment.detail.lumpSum')
            : [
                t('payment.detail.months', { count: months }),
                ...(isFree ? [t('payment.detail.interestFree')] : []),
              ].join(' · '),
      ],
      [t('payment.detail.bank'), text(method, 'bank')],
      [t('payment.detail.account'), text(method, 'accountNumber')],
      [t('payment.detail.holder'), text(method, 'remitteeName')],
      [t('payment.detail.due'), dueAt === undefined ? undefined : formatSeoul(dueAt)],
      [t('payment.detail.store'), text(method, 'convenienceStoreBrand')],
      [t('payment.detail.confirmationNumber'), text(method, 'confirmationNumber')],
      [t('payment.detail.receiptNumber'), text(method, 'receiptNumber')],
      [t('payment.detail.storeDue'), storeDueAt === undefined ? undefined : formatSeoul(storeDueAt)],
    ]
  }
}

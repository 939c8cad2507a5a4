import type { EscrowDeliveryCall, PaidCall, ServiceAnswer } from '@naru/gateways'
import { logisticsCompanies, type LogisticsCompany } from './logistics-company.ts'
import type { PaidService } from './serve-paid.ts'

/** A parcel of an escrow order, as the merchant tells of it. */
export type EscrowDelivery = Omit<
  EscrowDeliveryCall,
  keyof PaidCall | 'isFirst' | 'company' | 'companyNameKo'
> & { readonly company: LogisticsCompany }

/** Tells the PG where the parcel of an escrow order is; `isFirst` false corrects what was told before. */
export function escrowDelivery(delivery: EscrowDelivery, isFirst: boolean): PaidService {
  const { company, invoiceNumber, sentAt } = delivery
  return {
    nameKo: '에스크로 배송 등록',
    call: (gateway, context, paid, { attempt }) =>
      attempt.data.order.isEscrow
        ? gateway.registerEscrowDelivery?.(context, {
            ...paid,
            ...delivery,
            isFirst,
            companyNameKo: logisticsCompanies[company],
          })
        : notEscrow(),
    event: 'ESCROW_REGISTERED',
    escrow: (at, before) => ({
      status: 'REGISTERED',
      company,
      invoiceNumber,
      sentAt: sentAt.toISOString(),
      appliedAt: (isFirst ? undefined : before?.appliedAt) ?? at.toISOString(),
    }),
  }
}

export function notEscrow(): Promise<ServiceAnswer> {
  return Promise.resolve({ kind: 'declined', pgCode: '', pgMessage: '에스크로 결제가 아닙니다.' })
}

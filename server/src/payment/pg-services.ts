import type { DeliveryReportCall, OrderState, PaidCall, StoreReceipt } from '@naru/gateways'
import type { PaidService } from './serve-paid.ts'

/** Puts the lines of partners (하위 상점) on the buyer's sales slip; together they are no more than what stays paid. */
export function storeReceipts(stores: readonly StoreReceipt[]): PaidService {
  return {
    nameKo: '하위 상점 영수증 등록',
    call: (gateway, context, paid) => {
      const total = stores.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
      if (gateway.registerStoreReceipts === undefined) return undefined
      return total > paid.balanceMinor
        ? Promise.resolve({
            kind: 'declined',
            pgCode: '',
            pgMessage: `하위 상점 금액의 합(${total})이 결제 금액(${paid.balanceMinor})을 넘습니다.`,
          })
        : gateway.registerStoreReceipts(context, { ...paid, stores })
    },
    event: 'STORE_RECEIPTS_REGISTERED',
  }
}

export type DeliveryReport = Omit<DeliveryReportCall, keyof PaidCall>

/** Tells the PG how far the goods are; some pay out only once they know (Paymentwall). */
export function deliveryReport(report: DeliveryReport): PaidService {
  return {
    nameKo: '배송 상태 등록',
    call: (gateway, context, paid) => gateway.reportDelivery?.(context, { ...paid, ...report }),
    event: 'DELIVERY_REPORTED',
  }
}

/** Tells the PG what the order has come to, for the buyer's list of orders there (PAYCO). */
export function orderState(state: OrderState): PaidService {
  return {
    nameKo: '주문 상태 변경',
    call: (gateway, context, paid) => gateway.changeOrderState?.(context, { ...paid, state }),
    event: 'ORDER_STATE_TOLD',
  }
}

import type { Gateway } from '../port.ts'
import { act } from './actions.ts'
import { catalogue } from './catalogue.ts'
import { listChanged, listReviews, readOrder, readProductOrders } from './product-orders.ts'
import { begin, checkOrder, priceCart, registerWishes } from './register.ts'
import { approve, cancel, inquire, inquireCancel, probe } from './settle.ts'

const received = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'RESULT=TRUE' } as const

/**
 * Naver Pay, order type (주문형): Naver sells in its own order sheet, and the shop learns of it from the order API.
 *
 * A callback is not signed, so it says no more than that the list of changes is worth reading.
 */
export const naverpayOrder: Gateway = Object.freeze<Gateway>({
  id: 'naverpay-order',
  catalogue,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  begin,
  readReturn: () => ({ kind: 'unreadable', reason: 'Naver Pay tells nothing through the browser' }),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: true,
  inquireCancel,
  readNotification: () => ({ kind: 'changes', accepted: received }),
  productOrders: Object.freeze({
    priceCart,
    listChanged,
    read: readProductOrders,
    readOrder,
    act,
    listReviews,
    registerWishes,
  }),
})

export { playPayment } from './pay.ts'
export { readPayRequest } from './pay-request.ts'

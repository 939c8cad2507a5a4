import type { PgCall } from '../setup/pg-line.ts'

/** The three wires that are tried everywhere: name, what to buy, and how its calls look on the line. */
export interface Wire {
  readonly name: string
  readonly pg: 'tosspayments' | 'inicis'
  readonly device: 'PC' | 'MOBILE'
  isApprove(call: PgCall): boolean
  isCancel(call: PgCall): boolean
}

const isInicisRefund = ({ path, body }: PgCall): boolean =>
  /^\/inicis\/(api\/v1|v2\/pg)\/(refund|partialRefund)/.test(path) && !body.includes('"type":"inquiry"')

export const wires: readonly Wire[] = [
  {
    name: 'TossPayments',
    pg: 'tosspayments',
    device: 'PC',
    isApprove: ({ path }) => path === '/tosspayments/v1/payments/confirm',
    isCancel: ({ path }) => /^\/tosspayments\/v1\/payments\/[^/]+\/cancel$/.test(path),
  },
  {
    name: 'Inicis PC',
    pg: 'inicis',
    device: 'PC',
    isApprove: ({ path }) => path === '/inicis/api/payAuth',
    isCancel: isInicisRefund,
  },
  {
    name: 'Inicis mobile',
    pg: 'inicis',
    device: 'MOBILE',
    isApprove: ({ path }) => path === '/inicis/smart/payReq.ini',
    isCancel: isInicisRefund,
  },
]

import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { callKcp } from './api.ts'
import { toApproval } from './approval.ts'
import { methodWords } from './codes.ts'
import { orderNumber } from './order-number.ts'

/**
 * Takes the money: `POST /gw/enc/v1/payment` with the window's sealed result and our own order number and amount, which
 * KCP compares with the sealed ones (8059 when they differ).
 *
 * Not idempotent, and KCP has neither a net cancel nor an inquiry by order number: an approval whose answer was lost
 * stays unknown until somebody looks into KCP's admin.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof } = call
  const { encData, encInfo, tranCd, cashReceiptCode } = proof
  if (typeof encData !== 'string' || typeof encInfo !== 'string' || typeof tranCd !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no sealed result.' }
  const answer = await callKcp(context, {
    path: '/gw/enc/v1/payment',
    body: {
      tran_cd: tranCd,
      enc_data: encData,
      enc_info: encInfo,
      ordr_mony: String(order.amount.minor),
      ordr_no: orderNumber(order.pgOrderId),
      pay_type: methodWords[order.payMethod].payType,
    },
  })
  if (answer.kind !== 'done') return answer
  return toApproval(
    answer,
    order,
    context.now,
    typeof cashReceiptCode === 'string' ? cashReceiptCode : undefined,
  )
}

import type { EscrowDeliveryCall, GatewayContext, ServiceAnswer } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { callV1 } from './iniapi.ts'

/**
 * The PG's code of "another carrier" with its name beside it: its table of carriers is in no public document, and the
 * number of the parcel is what the buyer follows.
 */
const otherCarrier = '9999'

/** Registers or corrects a delivery (INIAPI v1, `Dlv`). The buyer then decides on the PG's own page. */
export async function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  const oid = call.order.pgOrderId
  const price = String(call.balanceMinor)
  const answer = await callV1(context, {
    path: '/api/v1/escrow',
    type: 'Dlv',
    fields: {
      tid: call.pgTxId,
      oid,
      price,
      report: call.isFirst ? 'I' : 'U',
      invoice: call.invoiceNumber,
      registName: firstCharacters(call.registrarName === '' ? '판매자' : call.registrarName, 20),
      exCode: otherCarrier,
      exName: call.companyNameKo,
      charge: 'SH',
      invoiceDay: seoulTime(call.sentAt),
      sendName: call.sender.name ?? '판매자',
      sendTel: call.sender.phoneNumber ?? '',
      sendPost: call.sender.zipcode ?? '',
      sendAddr1: call.sender.address ?? '',
      recvName: call.receiver.name ?? call.order.customer.fullName ?? '구매자',
      recvTel: call.receiver.phoneNumber ?? call.order.customer.phoneNumber ?? '',
      recvPost: call.receiver.zipcode ?? '',
      recvAddr: call.receiver.address ?? '',
    },
    hashTail: [oid, call.pgTxId, price],
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

/** `yyyy-MM-dd HH:mm:ss` in Seoul. */
function seoulTime(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

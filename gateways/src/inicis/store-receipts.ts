import type { GatewayContext, PaidCall, ServiceAnswer, StoreReceipt } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present, text } from '../wire/reading.ts'
import { callV1 } from './iniapi.ts'

/**
 * Partners' lines on the sales slip. PortOne offers it through KG Inicis with the INIAPI key; the PG's own call for it is
 * in no public document, so this one is the simulator's alone.
 */
export async function registerStoreReceipts(
  context: GatewayContext,
  call: PaidCall & { readonly stores: readonly StoreReceipt[] },
): Promise<ServiceAnswer> {
  if (context.environment.kind !== 'simulator')
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage:
        'KG이니시스가 하위 상점 거래 등록 전문을 공개하지 않아 실제 이니시스에는 보낼 수 없습니다. 시뮬레이터에서만 됩니다.',
    }
  const stores = JSON.stringify(
    call.stores.map((store) => ({
      bizNo: store.businessRegistrationNumber,
      name: firstCharacters(store.name, 50),
      price: store.amountMinor,
      taxFree: store.taxFreeMinor,
      tax: store.vatMinor,
    })),
  )
  const answer = await callV1(context, {
    path: '/simulated/v1/store-receipts',
    type: 'StoreReceipt',
    fields: { tid: call.pgTxId, stores },
    hashTail: [call.pgTxId, stores],
  })
  if (answer.kind !== 'done') return answer
  const receiptUrl = text(answer.fields, 'receiptUrl')
  return { kind: 'done', at: context.now, raw: answer.raw, ...present({ receiptUrl }) }
}

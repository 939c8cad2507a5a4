import type {
  ApproveAnswer,
  BeginAnswer,
  BillingOrder,
  CardCredential,
  ChargeCall,
  GatewayContext,
  IssueAnswer,
  IssueByCardCall,
  IssueCall,
  KeyInCall,
  Order,
  ReturnUrls,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { callKcp } from './api.ts'
import type { KcpAnswer } from './api.ts'
import { readCard, toApproval } from './approval.ts'
import { mobileWindow, pcWindow } from './begin.ts'
import { withoutPublicWire } from './environment.ts'
import { orderNumber } from './order-number.ts'
import { quickPayFields } from './quickpay.ts'
import { extrasOf, limits, plainText } from './window-words.ts'

/** The window in which a buyer registers a card for automatic payment (batch key; public shop code). */
export async function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const groupId = context.credentials['batchGroupId'] ?? ''
  if (groupId === '' && context.moduleCode !== 'kcp_quick')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 KCP 정기자동결제 그룹아이디가 없습니다.' }
  if ((context.credentials['certificate'] ?? '') === '') {
    const refused = withoutPublicWire(context.environment, '사이트키 방식(V1 모듈)의')
    if (refused !== undefined) return refused
  }
  const choice = extrasOf(order.bypass)['batch_soc_choice']
  const fields = {
    req_tx: 'pay',
    site_cd: context.credentials['siteCode'] ?? '',
    ordr_idxx: orderNumber(order.pgIssueId),
    kcpgroup_id: groupId,
    pay_method: 'AUTH:CARD',
    card_cert_type: 'BATCH',
    module_type: '01',
    // The buyer types birth date or business number in the window.
    batch_soc: 'Y',
    ...(choice === 'S' || choice === 'C' ? { batch_soc_choice: choice } : {}),
    good_expr: period(order.offerPeriod?.interval),
    good_name: plainText(order.issueName ?? '정기결제 등록', limits.goodName),
    good_mny: '0',
    batch_cardno_return_yn: 'Y',
    buyr_name: plainText(order.customer.fullName ?? '', limits.buyerName),
    eng_flag: order.locale === 'EN_US' ? 'Y' : '',
    ...quickPayFields(context.moduleCode, order.bypass),
  }
  if (order.device === 'PC') return pcWindow(context, urls, fields)
  // Public code shows this registration on a PC only.
  return (
    withoutPublicWire(context.environment, '모바일 정기결제 등록창') ?? mobileWindow(context, urls, fields)
  )
}

/** `2:1m` is a service that is paid every month; `0` names no period. */
function period(interval: string | undefined): string {
  return interval !== undefined && /^\d{1,2}[dmy]$/.test(interval) ? `2:${interval}` : '0'
}

/** `POST /gw/enc/v1/payment` opens the sealed registration and answers the batch key. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const { encData, encInfo, tranCd } = call.proof
  if (typeof encData !== 'string' || typeof encInfo !== 'string' || typeof tranCd !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no sealed result.' }
  const answer = await callKcp(context, {
    path: '/gw/enc/v1/payment',
    body: { tran_cd: tranCd, enc_data: encData, enc_info: encInfo },
  })
  return readIssued(context, answer)
}

/** By card number: known of the old program only (`12100000`), so it goes to the simulator alone. */
export async function issueBillingKeyByCard(
  context: GatewayContext,
  { order, card }: IssueByCardCall,
): Promise<IssueAnswer> {
  const refused = withoutPublicWire(context.environment, '카드번호로 빌링키를 발급하는')
  if (refused !== undefined) return refused
  const answer = await callKcp(context, {
    path: '/gw/hub/v1/payment',
    body: {
      card_tx_type: '12100000',
      sign_txtype: '0001',
      bt_group_id: context.credentials['batchGroupId'] ?? '',
      ordr_idxx: orderNumber(order.pgIssueId),
      ...cardFields(card),
    },
  })
  return readIssued(context, answer)
}

function readIssued(context: GatewayContext, answer: KcpAnswer): IssueAnswer {
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const batchKey = text(fields, 'batch_key')
  if (batchKey === undefined) return { kind: 'silent', reason: 'the answer names no batch key' }
  return {
    kind: 'issued',
    right: { batchKey },
    instrument: { type: 'CARD', card: readCard(fields) },
    at: context.now,
    raw,
    ...present({ pgTxId: text(fields, 'tno'), pgMerchantId: text(fields, 'site_cd') }),
  }
}

/** Charges a batch key: `11511000`. Not idempotent, and without an inquiry by order number a lost answer stays unknown. */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { order, right } = call
  if (typeof right['batchKey'] !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const answer = await callKcp(context, {
    path: '/gw/hub/v1/payment',
    body: {
      ...cardPayment(order),
      card_tx_type: '11511000',
      bt_group_id: context.credentials['batchGroupId'] ?? '',
      bt_batch_key: right['batchKey'],
    },
  })
  return answer.kind === 'done' ? toApproval(answer, { ...order, payMethod: 'CARD' }, context.now) : answer
}

/** Key-in (수기결제): `11121000`; birth date and password only where the contract asks for them. */
export async function payByCard(context: GatewayContext, call: KeyInCall): Promise<ApproveAnswer> {
  const { order, card } = call
  const answer = await callKcp(context, {
    path: '/gw/hub/v1/payment',
    body: { ...cardPayment(order), card_tx_type: '11121000', ...cardFields(card) },
  })
  return answer.kind === 'done' ? toApproval(answer, { ...order, payMethod: 'CARD' }, context.now) : answer
}

function cardPayment(order: Order): Record<string, string> {
  const { customer, card, amount } = order
  const months = card?.installmentMonth ?? 0
  return {
    pay_method: 'CARD',
    // The buyer is not there; the call comes from our own server.
    cust_ip: '127.0.0.1',
    amount: String(amount.minor),
    card_mny: String(amount.minor),
    currency: '410',
    quota: String(months === 1 ? 0 : months).padStart(2, '0'),
    ordr_idxx: orderNumber(order.pgOrderId),
    good_name: plainText(order.orderName, limits.goodName),
    buyr_name: plainText(customer.fullName ?? '', limits.buyerName),
    buyr_mail: plainText(customer.email ?? '', limits.mail),
    buyr_tel2: (customer.phoneNumber ?? '').replaceAll(/[^\d-]/g, ''),
  }
}

function cardFields(card: CardCredential): Record<string, string> {
  return {
    card_no: card.number,
    card_expiry: `${card.expiryYear}${card.expiryMonth}`,
    ...present({
      card_taxno: card.birthOrBusinessRegistrationNumber,
      card_pwd: card.passwordTwoDigits,
    }),
  }
}

import type {
  ApproveAnswer,
  CardCredential,
  ChargeCall,
  Customer,
  Declined,
  GatewayContext,
  IssueAnswer,
  IssueByCardCall,
  JsonObject,
  KeyInCall,
  Order,
  PaidMethod,
} from '../port.ts'
import { isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { receiptUrlOf } from './approval-facts.ts'
import { rightOf } from './billing.ts'
import { shownPrice } from './billing-windows.ts'
import { callV1, callV2 } from './iniapi.ts'
import type { IniApiAnswer } from './iniapi.ts'
import { apiNames, readCard } from './paid-method.ts'
import { repeatCodes } from './pc-approve.ts'
import { iniApiEncrypt } from './signature.ts'
import { buyerName, buyerPhone, goodsName, priceOf } from './window-words.ts'

/** INIAPI wants the shop's address and uses it for nothing; a platform that serves many shops has none of its own. */
export const SHOP_URL = 'http://127.0.0.1'

/** `POST /v2/pg/billing`. Not idempotent: a lost answer is settled by inquiry, by our order number. */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { right, order } = call
  const { billKey } = right
  if (typeof billKey !== 'string') return refused('The billing key is incomplete.')
  const buyer = buyerFields(order.customer, registrant(right))
  if ('kind' in buyer) return buyer
  const answer = await callV2(
    context,
    'billing',
    {
      url: SHOP_URL,
      moid: order.pgOrderId,
      goodName: goodsName(order.orderName),
      ...buyer,
      price: priceOf(order),
      billKey,
      authentification: '00',
      ...installments(order),
      ...taxes(order),
    },
    'Card',
  )
  return readCharge(context, order, answer)
}

/** `POST /api/v1/billing`, `Auth`: a key from a card number (needs a contract of its own). The card travels as [ENC]. */
export async function issueBillingKeyByCard(
  context: GatewayContext,
  { order, card }: IssueByCardCall,
): Promise<IssueAnswer> {
  const buyer = buyerFields(order.customer)
  if ('kind' in buyer) return buyer
  const encrypted = encryptedCard(context, card)
  if ('kind' in encrypted) return encrypted
  const price = shownPrice(order)
  const answer = await callV1(context, {
    path: '/api/v1/billing',
    type: 'Auth',
    paymethod: 'Card',
    fields: {
      url: SHOP_URL,
      moid: order.pgIssueId,
      goodName: goodsName(order.issueName ?? '정기결제 등록'),
      ...buyer,
      price,
      ...encrypted,
    },
    hashTail: [order.pgIssueId, price, encrypted.cardNumber],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const moid = text(fields, 'moid')
  if (moid !== undefined && moid !== order.pgIssueId)
    return { kind: 'silent', reason: 'the key is of another registration' }
  const billKey = text(fields, 'billKey') ?? text(fields, 'billkey')
  if (billKey === undefined) return { kind: 'silent', reason: 'the answer names no billing key' }
  const { approvalNumber: _number, installmentMonth: _months, ...facts } = readCard(fields, apiNames)
  return {
    kind: 'issued',
    right: rightOf(billKey, order),
    instrument: { type: 'CARD', card: facts },
    at: fromSeoulDigits(text(fields, 'payDate'), text(fields, 'payTime')) ?? context.now,
    raw,
    ...present({ pgTxId: text(fields, 'tid'), pgMerchantId: text(fields, 'mid') }),
  }
}

/** `POST /api/v1/formpay`, `Pay`: a payment by card number (needs a contract of its own). */
export async function payByCard(context: GatewayContext, { order, card }: KeyInCall): Promise<ApproveAnswer> {
  const buyer = buyerFields(order.customer)
  if ('kind' in buyer) return buyer
  const encrypted = encryptedCard(context, card)
  if ('kind' in encrypted) return encrypted
  const price = priceOf(order)
  const answer = await callV1(context, {
    path: '/api/v1/formpay',
    type: 'Pay',
    paymethod: 'Card',
    fields: {
      url: SHOP_URL,
      moid: order.pgOrderId,
      goodName: goodsName(order.orderName),
      ...buyer,
      price,
      ...installments(order),
      currency: 'WON',
      authentification: '00',
      ...encrypted,
      ...taxes(order),
    },
    hashTail: [order.pgOrderId, price, encrypted.cardNumber],
  })
  return readCharge(context, order, answer)
}

/** The PG refuses a blank buyer (ER0102), so it is said here what is missing. */
export function buyerFields(
  customer: Customer,
  registered: Customer = {},
): { readonly buyerName: string; readonly buyerEmail: string; readonly buyerTel: string } | Declined {
  const fullName = customer.fullName ?? registered.fullName
  const email = customer.email ?? registered.email
  const phoneNumber = customer.phoneNumber ?? registered.phoneNumber
  const missing = [
    ...(isBlank(fullName) ? ['이름(customer.name)'] : []),
    ...(isBlank(email) ? ['이메일(customer.email)'] : []),
    ...(isBlank(phoneNumber) ? ['연락처(customer.phoneNumber)'] : []),
  ]
  if (missing.length > 0) return refused(`KG이니시스는 구매자의 ${missing.join(', ')} 값이 필요합니다.`)
  const buyer = { customer: present({ fullName, email, phoneNumber }) }
  return { buyerName: buyerName(buyer), buyerEmail: email ?? '', buyerTel: buyerPhone(buyer) }
}

/** The buyer of the registration. */
export function registrant(right: JsonObject): Customer {
  const { buyer } = right
  if (!isRecord(buyer)) return {}
  return present({
    fullName: text(buyer, 'fullName'),
    email: text(buyer, 'email'),
    phoneNumber: text(buyer, 'phoneNumber'),
  })
}

function encryptedCard(context: GatewayContext, card: CardCredential) {
  const { iniApiKey = '', iniApiIv = '' } = context.credentials
  if (iniApiKey.length !== 16 || iniApiIv.length !== 16)
    return refused('채널의 INIAPI KEY와 INIAPI IV는 각각 16자여야 합니다.')
  const seal = (value: string) => iniApiEncrypt(value, iniApiKey, iniApiIv)
  const { birthOrBusinessRegistrationNumber: regNo, passwordTwoDigits: cardPw } = card
  return {
    cardNumber: seal(card.number),
    cardExpire: seal(`${card.expiryYear}${card.expiryMonth}`),
    ...(regNo === undefined ? {} : { regNo: seal(regNo) }),
    ...(cardPw === undefined ? {} : { cardPw: seal(cardPw) }),
  }
}

/** `00` is paying at once. */
function installments(order: Order): { readonly cardQuota: string; readonly quotaInterest: string } {
  const months = order.card?.installmentMonth ?? 0
  return { cardQuota: String(months === 1 ? 0 : months).padStart(2, '0'), quotaInterest: '0' }
}

/** The PG works the tax out itself unless the order says that a part is free of it. */
function taxes(order: Order): Record<string, string> {
  return order.taxFreeMinor > 0 ? { tax: String(order.vatMinor), taxFree: String(order.taxFreeMinor) } : {}
}

/** A charge. The answer need not repeat what the hash of the request bound: order number and price. */
export function readCharge(
  context: GatewayContext,
  order: Order,
  answer: IniApiAnswer,
  methodOf: (fields: WireRecord) => PaidMethod = (fields) => ({
    type: 'CARD',
    card: readCard(fields, apiNames),
  }),
): ApproveAnswer {
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return repeatCodes.has(answer.pgCode)
      ? { kind: 'silent', reason: `an earlier request is in the way (${answer.pgCode})` }
      : answer
  const { fields, raw } = answer
  const tid = text(fields, 'tid')
  if (tid === undefined) return { kind: 'silent', reason: 'charged, but without TID' }
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: tid,
    pgOrderId: text(fields, 'moid') ?? text(fields, 'oid') ?? order.pgOrderId,
    amount: { minor: wholeNumber(fields, 'price') ?? order.amount.minor, currency: order.amount.currency },
    method: methodOf(fields),
    at: fromSeoulDigits(text(fields, 'payDate'), text(fields, 'payTime')) ?? context.now,
    raw,
    ...present({
      pgMerchantId: text(fields, 'mid'),
      receiptUrl: receiptUrlOf(context.environment, tid),
    }),
  }
}

/** Nothing was sent to the PG. */
export function refused(pgMessage: string): Declined {
  return { kind: 'declined', pgCode: '', pgMessage }
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

import type { JsonObject, JsonValue, Order } from '../port.ts'
import { cutToKoreanBytes, inKoreanCharset } from '../wire/korean-bytes.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { bankCodeOf, directCardCode, walletFlag } from './codes.ts'
import { orderNumber } from './order-number.ts'

/** Limits of the window's fields in bytes (standard payment guide, request fields). */
export const limits = { goodName: 100, buyerName: 30, mail: 50, telephone: 20 } as const

const INSTALLMENT_MINOR_MIN = 50_000

/** Text without the characters that the PG refuses anywhere: `, & ; \ | ' " < >` and line breaks. */
export function plainText(value: string, bytesMax: number): string {
  const plain = inKoreanCharset(value)
    .replaceAll(/[,&;\n\r\\|'"<>]/g, ' ')
    .trim()
  return cutToKoreanBytes(plain, bytesMax)
}

/** What both windows of a payment share. */
export function orderFields(siteCode: string, order: Order): Record<string, string> {
  const extras = extrasOf(order.bypass)
  const { customer } = order
  return {
    req_tx: 'pay',
    site_cd: siteCode,
    ordr_idxx: orderNumber(order.pgOrderId),
    good_name: plainText(order.orderName, limits.goodName),
    good_mny: String(order.amount.minor),
    buyr_name: plainText(customer.fullName ?? '', limits.buyerName),
    buyr_mail: plainText(customer.email ?? '', limits.mail),
    buyr_tel1: telephone(customer.phoneNumber),
    buyr_tel2: telephone(customer.phoneNumber),
    site_name: plainText(textOf(extras['site_name']) ?? '', 20),
    shop_user_id: shopUserId(order) ?? '',
    eng_flag: order.locale === 'EN_US' ? 'Y' : '',
    ...cardFields(order),
    ...accountFields(order),
    ...phoneFields(order),
    ...walletFields(order),
    ...receiptFields(order),
    ...taxFields(order),
    ...escrowFields(order, extras),
    ...lookFields(extras),
  }
}

/** A buyer's name at the shop, which phone bills and gift certificates want: the merchant's extra, else his id. */
export function shopUserId(order: Pick<Order, 'bypass' | 'customer'>): string | undefined {
  return textOf(extrasOf(order.bypass)['shop_user_id']) ?? order.customer.customerId
}

function telephone(value: string | undefined): string {
  return (value ?? '').replaceAll(/[^\d-]/g, '').slice(0, limits.telephone)
}

/** `quotaopt` is the longest plan that is shown, `fix_inst` the only one; below 50,000 KRW there is none. */
function cardFields({ card, amount, payMethod }: Order): Record<string, string> {
  if (payMethod !== 'CARD' && payMethod !== 'EASY_PAY') return {}
  const code = card?.cardCompany === undefined ? undefined : directCardCode(card.cardCompany)
  return {
    ...(code === undefined ? {} : { used_card_YN: 'Y', used_card: code }),
    ...(amount.currency === 'KRW' && amount.minor >= INSTALLMENT_MINOR_MIN ? installment(card) : {}),
  }
}

function installment(card: Order['card']): Record<string, string> {
  const twoDigits = (month: number): string => String(month === 1 ? 0 : month).padStart(2, '0')
  if (card?.installmentMonth !== undefined) return { fix_inst: twoDigits(card.installmentMonth) }
  const months = card?.availableInstallmentMonths ?? []
  return { quotaopt: String(months.length === 0 ? 12 : Math.min(12, Math.max(...months))) }
}

/** The term is a number of days, and the hour at which the last of them ends. */
function accountFields({ payMethod, virtualAccount }: Order): Record<string, string> {
  if (payMethod !== 'VIRTUAL_ACCOUNT') return {}
  const bank = virtualAccount?.bank === undefined ? undefined : bankCodeOf(virtualAccount.bank)
  return bank === undefined ? {} : { wish_vbank_list: bank.slice(2) }
}

/** `vcnt_expire_term` counts days from today in Seoul; `vcnt_expire_term_time` is HHmmss of the last one. */
export function expiryFields(order: Order, now: Date): Record<string, string> {
  const expiresAt = order.virtualAccount?.expiresAt
  if (order.payMethod !== 'VIRTUAL_ACCOUNT' || expiresAt === undefined) return {}
  const dayOf = (at: Date): number => Math.floor((at.getTime() + 9 * 3_600_000) / 86_400_000)
  return {
    vcnt_expire_term: String(dayOf(expiresAt) - dayOf(now)),
    vcnt_expire_term_time: seoulStamp(expiresAt).slice(8),
  }
}

function phoneFields({ payMethod }: Order): Record<string, string> {
  return payMethod === 'MOBILE' ? { hp_apply_yn: 'Y' } : {}
}

function walletFields({ payMethod, easyPay }: Order): Record<string, string> {
  const provider = payMethod === 'EASY_PAY' ? easyPay?.easyPayProvider : undefined
  const flag = provider === undefined ? undefined : walletFlag(provider)
  return flag === undefined ? {} : { [flag]: 'Y' }
}

/** `N` hides the box in which the buyer asks for a cash receipt. */
function receiptFields(order: Order): Record<string, string> {
  const method = order.payMethod === 'VIRTUAL_ACCOUNT' ? order.virtualAccount : order.transfer
  if (order.payMethod !== 'VIRTUAL_ACCOUNT' && order.payMethod !== 'TRANSFER') return {}
  return { disp_tax_yn: method?.cashReceiptType === 'ANONYMOUS' ? 'N' : 'Y' }
}

/** TG03 says which part is free of tax; it needs a site code that is contracted for it. */
export function taxFields({
  amount,
  taxFreeMinor,
  vatMinor,
}: Pick<Order, 'amount' | 'taxFreeMinor' | 'vatMinor'>): Record<string, string> {
  if (taxFreeMinor <= 0) return {}
  return {
    tax_flag: 'TG03',
    comm_tax_mny: String(amount.minor - taxFreeMinor - vatMinor),
    comm_vat_mny: String(vatMinor),
    comm_free_mny: String(taxFreeMinor),
  }
}

/** The basket is records of `name=value` joined with chr(31), and chr(30) between records. */
function escrowFields(order: Order, extras: JsonObject): Record<string, string> {
  if (!order.isEscrow) return {}
  const products = order.products ?? [
    { id: order.paymentId, name: order.orderName, unitMinor: order.amount.minor, quantity: 1 },
  ]
  const basket = products.map(({ name, unitMinor, quantity }, index) =>
    [
      `seq=${index + 1}`,
      `ordr_numb=${orderNumber(order.pgOrderId)}_${String(index + 1).padStart(4, '0')}`,
      `good_name=${plainText(name, 30)}`,
      `good_cntx=${quantity}`,
      `good_amtx=${unitMinor}`,
    ].join('\u001f'),
  )
  return {
    escw_used: 'Y',
    pay_mod: 'Y',
    deli_term: textOf(extras['deli_term']) ?? '03',
    bask_cntx: String(products.length),
    good_info: basket.join('\u001e'),
    rcvr_name: plainText(order.customer.fullName ?? '', limits.buyerName),
    rcvr_tel1: telephone(order.customer.phoneNumber),
    rcvr_tel2: telephone(order.customer.phoneNumber),
    rcvr_mail: plainText(order.customer.email ?? '', limits.mail),
  }
}

/** Looks and points that a merchant may ask for. They came through the buyer's browser, so each is checked. */
const lookExtras: readonly (readonly [string, RegExp])[] = [
  ['skin_indx', /^([1-9]|1[0-2])$/],
  ['site_logo', /^https:\/\/.{1,200}$/],
  ['kcp_pay_title', /^.{1,30}$/],
  ['complex_pnt_yn', /^[YN]$/],
  ['pt_memcorp_cd', /^[A-Za-z0-9]{1,20}$/],
  ['disp_tax_yn', /^[YNREN]$/],
]

function lookFields(extras: JsonObject): Record<string, string> {
  return Object.fromEntries(
    lookExtras.flatMap(([name, allowed]) => {
      const value = extras[name]
      const said = typeof value === 'number' ? String(value) : value
      return typeof said === 'string' && allowed.test(said) ? [[name, said]] : []
    }),
  )
}

/** `bypass.kcp_v2`, or that of a V1 module. */
export function extrasOf(bypass: JsonObject | undefined): JsonObject {
  const extras = bypass?.['kcp_v2'] ?? bypass?.['kcp'] ?? bypass?.['kcp_billing']
  return isObject(extras) ? extras : {}
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200 ? value.trim() : undefined
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

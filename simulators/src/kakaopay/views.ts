import { offsetTime } from '../desk/seoul-time.ts'
import { cards } from './codes.ts'
import { cancelledOf } from './order.ts'
import type { KakaoAction, KakaoOrder } from './order.ts'

/** `2026-01-05T12:04:05`, Seoul, without a zone. */
export function localTime(at: string): string {
  return offsetTime(new Date(at)).slice(0, 19)
}

function amountOf(money: {
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
}) {
  return {
    total: money.totalMinor,
    tax_free: money.taxFreeMinor,
    vat: money.vatMinor,
    point: 0,
    discount: 0,
    green_deposit: 0,
  }
}

function names(order: KakaoOrder) {
  return {
    tid: order.tid,
    cid: order.cid,
    partner_order_id: order.partnerOrderId,
    partner_user_id: order.partnerUserId,
    ...(order.method === undefined ? {} : { payment_method_type: order.method }),
    item_name: order.itemName,
    ...(order.itemCode === undefined ? {} : { item_code: order.itemCode }),
    quantity: order.quantity,
    created_at: localTime(order.createdAt),
    ...(order.approvedAt === undefined ? {} : { approved_at: localTime(order.approvedAt) }),
    amount: { ...amountOf(order), green_deposit: order.greenDepositMinor },
  }
}

/** The answer of `/approve` and `/subscription`. */
export function approvalView(order: KakaoOrder, payload: string) {
  const { card, sid } = order
  return {
    aid: order.actions[0]?.aid,
    ...names(order),
    ...(sid === undefined ? {} : { sid }),
    ...(payload === '' ? {} : { payload }),
    ...(order.method === 'CARD' && card !== undefined
      ? {
          card_info: {
            kakaopay_purchase_corp: cardName(card.code),
            kakaopay_purchase_corp_code: card.code,
            kakaopay_issuer_corp: cardName(card.code),
            kakaopay_issuer_corp_code: card.code,
            bin: card.bin,
            card_type: '신용',
            // A registration charges nothing, so there is nothing that a card approved.
            ...(order.totalMinor === 0
              ? {}
              : {
                  install_month: String(card.months).padStart(2, '0'),
                  approved_id: '30000001',
                  card_mid: '100000001',
                  interest_free_install: 'N',
                  installment_type: '24Y',
                  card_item_code: 'NO_CARD_ITEM',
                }),
          },
        }
      : {}),
  }
}

/** The answer of `/order`. */
export function orderView(order: KakaoOrder) {
  const { card } = order
  return {
    ...names(order),
    status: order.status,
    ...balances(order),
    ...(order.method === 'CARD' && card !== undefined
      ? {
          selected_card_info: {
            card_bin: card.bin,
            install_month: card.months,
            card_corp_name: cardName(card.code),
            interest_free_install: 'N',
          },
        }
      : {}),
    payment_action_details: order.actions.map((action) => ({
      aid: action.aid,
      payment_action_type: action.type,
      ...(order.method === undefined ? {} : { payment_method_type: order.method }),
      amount: action.amountMinor,
      point_amount: 0,
      discount_amount: 0,
      approved_at: localTime(action.at),
      ...(action.payload === undefined ? {} : { payload: action.payload }),
    })),
  }
}

/** The answer of `/cancel`. */
export function cancelView(order: KakaoOrder, action: KakaoAction) {
  return {
    aid: action.aid,
    ...names(order),
    status: order.status,
    approved_cancel_amount: amountOf({ ...action, totalMinor: action.amountMinor }),
    ...balances(order),
    canceled_at: localTime(action.at),
    ...(action.payload === undefined ? {} : { payload: action.payload }),
  }
}

function balances(order: KakaoOrder) {
  const cancelled = cancelledOf(order)
  const isPaid = order.actions.some(({ type }) => type === 'PAYMENT')
  const rest = {
    totalMinor: isPaid ? order.totalMinor - cancelled.totalMinor : 0,
    taxFreeMinor: isPaid ? order.taxFreeMinor - cancelled.taxFreeMinor : 0,
    vatMinor: isPaid ? Math.max(0, order.vatMinor - cancelled.vatMinor) : 0,
  }
  return { canceled_amount: amountOf(cancelled), cancel_available_amount: amountOf(rest) }
}

function cardName(code: string): string {
  return cards.find((card) => card.code === code)?.name.ko ?? code
}

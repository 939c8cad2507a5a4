import type { FastifyInstance } from 'fastify'
import { addWalletWindow } from '../window/wallet-window.ts'
import type { WalletView } from '../window/wallet-window.ts'
import type { MethodTab } from '../window/pay-page.ts'
import type { KakaoBooks } from './books.ts'
import { cards, declineReasons } from './codes.ts'
import { decide } from './decide.ts'
import { tidLifeMs } from './order.ts'
import type { KakaoMethod, KakaoOrder } from './order.ts'

/** The buyer's page. The real one shows a QR code on a PC and opens the messenger on a phone; here one page stands for all. */
export function addWindowRoutes(app: FastifyInstance, books: KakaoBooks): void {
  for (const kind of ['pc', 'mobile', 'app'])
    addWalletWindow(app, {
      path: `/kakaopay/window/${kind}`,
      name: { ko: '카카오페이', en: 'KakaoPay' },
      cards,
      banks: [],
      declineReasons,
      look: (token) => look(books, token),
      decide: (token, choice) => decide(books, token, choice),
    })
}

/** The address that `/ready` answered. */
export function windowTokenOf(url: string): string | undefined {
  return URL.canParse(url)
    ? /^\/kakaopay\/window\/(?:pc|mobile|app)\/([\w-]+)$/.exec(new URL(url).pathname)?.[1]
    : undefined
}

function look(books: KakaoBooks, token: string): WalletView | undefined {
  const order = books.ofWindow(token)
  if (order === undefined || order.status !== 'READY') return undefined
  if (books.now().getTime() - Date.parse(order.createdAt) > tidLifeMs) return undefined
  return {
    mid: order.cid,
    orderId: order.partnerOrderId,
    orderName: order.itemName,
    amountMinor: order.totalMinor,
    registers: order.totalMinor === 0,
    tabs: order.methods.map((method) => tabs[method]),
    ...monthsOf(order),
  }
}

function monthsOf({ installMonth }: KakaoOrder): Pick<WalletView, 'installmentMonths'> {
  return installMonth === undefined ? {} : { installmentMonths: [installMonth] }
}

const tabs: Readonly<Record<KakaoMethod, MethodTab>> = {
  CARD: { payMethod: 'CARD', name: { ko: '카드', en: 'Card' }, form: 'card' },
  MONEY: { payMethod: 'MONEY', name: { ko: '카카오페이머니', en: 'KakaoPay money' }, form: 'account' },
}

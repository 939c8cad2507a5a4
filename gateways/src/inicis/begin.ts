import type { BeginAnswer, GatewayContext, Order, ReturnUrls } from '../port.ts'
import { mobileWindow } from './mobile-window.ts'
import { pcWindow } from './pc-window.ts'

/** Computes the form of the device's window; nothing is sent to the PG yet. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  if (order.issuesBillingKey === true && context.environment.kind !== 'simulator')
    return {
      kind: 'declined',
      pgCode: 'SIMULATOR_ONLY',
      pgMessage: 'KG이니시스의 휴대폰 빌링키는 공개된 연동 규격이 없어 시뮬레이터에서만 됩니다.',
    }
  const expiresAt = order.virtualAccount?.expiresAt
  if (order.payMethod === 'VIRTUAL_ACCOUNT' && expiresAt !== undefined && expiresAt <= context.now)
    return { kind: 'declined', pgCode: '', pgMessage: '가상계좌 입금 기한이 이미 지났습니다.' }
  if (order.device === 'MOBILE')
    return order.amount.currency === 'KRW'
      ? { kind: 'begun', handOff: mobileWindow(context, order, urls), memory: {} }
      : { kind: 'declined', pgCode: '', pgMessage: 'KG이니시스 모바일 결제창은 원화만 지원합니다.' }
  if ((context.credentials['signKey'] ?? '') === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 KG이니시스 웹결제 signkey가 없습니다.' }
  return { kind: 'begun', handOff: pcWindow(context, order, urls), memory: {} }
}

import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import type { GatewayContext, JsonObject, ServiceAnswer } from '../port.ts'
import { callKcp } from './api.ts'
import { withoutPublicWire } from './environment.ts'
import { textOf } from './window-words.ts'

/**
 * KCP QuickPay (퀵페이): members of the shop with a PIN, and the cards and accounts that they registered. PortOne's guide
 * tells the shop's side of it; KCP's own wire is in no public document, so everything here ends at the simulator.
 */
export const registeringActions: readonly string[] = [
  'Register',
  'UserRegister',
  'RegisterAutoPay',
  'PinCheck',
]

const memberIdLengthMax = 16

/** What `bypass.kcpQuick` says of the member and of what he is to do in the window. */
export function quickPayOf(bypass: JsonObject | undefined): {
  readonly memberId: string | undefined
  readonly action: string | undefined
} {
  const given = bypass?.['kcpQuick']
  const members: JsonObject =
    typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as JsonObject) : {}
  return { memberId: textOf(members['memberID']), action: textOf(members['actionType']) }
}

/** Who the member is, and an action that this window has. */
export function checkQuickPay(
  bypass: JsonObject | undefined,
  actions: readonly string[],
): OrderRefusal | undefined {
  const { memberId, action } = quickPayOf(bypass)
  if (memberId === undefined || memberId.length > memberIdLengthMax)
    return refusal(
      'bypass.kcpQuick.memberID',
      `KCP 퀵페이에는 회원 아이디(${memberIdLengthMax}자 이하)가 필요합니다.`,
      `KCP QuickPay wants the member’s id, at most ${memberIdLengthMax} characters.`,
    )
  return action !== undefined && actions.includes(action)
    ? undefined
    : refusal(
        'bypass.kcpQuick.actionType',
        `이 요청에 쓸 수 있는 퀵페이 동작은 ${actions.join(', ')} 입니다.`,
        `The actions of QuickPay for this request are ${actions.join(', ')}.`,
      )
}

/** Fields of the simulator's own that name the member to the window. */
export function quickPayFields(
  moduleCode: string,
  bypass: JsonObject | undefined,
): Readonly<Record<string, string>> {
  if (moduleCode !== 'kcp_quick') return {}
  const { memberId = '', action = '' } = quickPayOf(bypass)
  return { simulated_member_id: memberId, simulated_action: action }
}

/** The member no longer pays by fingerprint or face. */
export async function releaseBiometrics(
  context: GatewayContext,
  { memberId }: { readonly memberId: string },
): Promise<ServiceAnswer> {
  const refused = withoutPublicWire(context.environment, '퀵페이 생체인증 해제')
  if (refused !== undefined) return refused
  const answer = await callKcp(context, {
    path: '/simulated/v1/quickpay/release-biometrics',
    body: { member_id: memberId },
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

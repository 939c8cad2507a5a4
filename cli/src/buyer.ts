import type { BeginView, HandOff, PrepareBody, PreparedAttempt } from '@naru/server/wire/checkout'
import { bodyOf, type Answer, type Ask } from './ask.ts'
import type { Demonstration } from './demonstration.ts'
import type { FittedRequest } from './fit-to-channel.ts'
import type { Play } from './pay-request.ts'
import { ToldError } from './told-error.ts'

/** The attempt as the shop's page knows it. */
export type ShopAttempt = Pick<PreparedAttempt, 'attemptId' | 'attemptSecret'> & {
  readonly windowUrl: string
}

const storeDetails = {
  storeName: 'ナル',
  storeNameKana: 'ナル',
  storeNameEn: 'Naru',
  storeNameShort: 'ナル',
  contactName: 'Naru',
  email: 'shop@example.com',
  phoneNumber: '0212345678',
  openingHours: { open: '10:00', close: '18:00' },
}

/** The shop's page asks for a payment, as the browser SDK would. */
export async function prepare(ask: Ask, demo: Demonstration, request: FittedRequest): Promise<ShopAttempt> {
  const { shop, checkout } = demo.origins
  const body: PrepareBody = {
    type: 'PAYMENT',
    request: {
      storeId: demo.storeId,
      channelKey: request.channelKey,
      paymentId: request.paymentId,
      orderName: request.orderName,
      totalAmount: request.amountMinor,
      currency: request.currency,
      payMethod: request.payMethod,
      ...(request.uiType !== undefined && { uiType: request.uiType }),
      // Some PGs ask for the buyer's name, telephone and e-mail, and for an address to return to; those of Japan for the shop.
      redirectUrl: `${shop}/`,
      customer: { fullName: '홍길동', phoneNumber: '01012345678', email: 'buyer@example.com' },
      storeDetails,
    },
    sdkVersion: 'naru-cli',
    device: { platformType: request.device, isIpad: false, userAgent: 'naru-cli' },
    pageOrigin: shop,
  }
  const answer = await ask('POST', `${checkout}/browser/v2/attempts`, { body })
  const prepared = bodyOf(answer)
  const { attemptId, attemptSecret, window } = prepared
  const windowUrl = isObject(window) && 'url' in window ? window.url : undefined
  if (typeof attemptId !== 'string' || typeof attemptSecret !== 'string' || typeof windowUrl !== 'string') {
    throw refused('결제 준비', 'prepare', answer)
  }
  return { attemptId, attemptSecret, windowUrl }
}

/** The buyer's window opens. Nothing comes back when the attempt is over before the PG was reached. */
export async function begin(ask: Ask, attempt: ShopAttempt): Promise<HandOff | undefined> {
  const answer = await ask('POST', `${attempt.windowUrl}/begin`)
  const view = bodyOf(answer)
  const kind: unknown = view['kind']
  if (kind === ('done' satisfies BeginView['kind'])) return undefined
  if (isHandOff(view['handOff'])) return view['handOff']
  throw refused('결제창 열기', 'begin', answer)
}

/**
 * The buyer acts in the PG's window, and his browser makes the PG's return to the checkout service. A window that only
 * tells the page that it was closed (NICE Payments on a PC) is answered as the page would: it closes the attempt.
 */
export async function buy(
  ask: Ask,
  demo: Demonstration,
  attempt: ShopAttempt,
  handOff: HandOff,
  request: FittedRequest,
): Promise<void> {
  const pg = pgOf(demo, handOff, request.channelKey)
  const answer = await ask('POST', `${demo.origins.simulators}/control/${pg}/buy`, {
    body: { handOff, ...decisionOf(request.play), payMethod: request.payMethod, deliver: true },
  })
  if (answer.status >= 300) throw refused('구매자 역할', 'buy', answer)
  if (request.play === 'close' && bodyOf(answer)['next'] === null)
    await ask('POST', `${attempt.windowUrl}/close`)
}

/** Which simulator plays the PG: the channel's own, else whatever the hand-off betrays. */
export function pgOf(demo: Demonstration, handOff: HandOff, channelKey: string): string {
  const channel = demo.channels.find((candidate) => candidate.channelKey === channelKey)
  if (channel !== undefined) return channel.pg
  switch (handOff.kind) {
    case 'tosspayments-sdk':
    case 'brandpay-sdk':
    case 'xpay-crossplatform':
      return 'tosspayments'
    case 'inicis-standard':
      return 'inicis'
    case 'kcp-standard':
      return 'kcp'
    case 'nicepay-standard':
      return 'nice'
    case 'eximbay-sdk':
      return 'eximbay'
    case 'naverpay-sdk':
      return 'naverpay'
    case 'in-page':
      return 'paypal'
    case 'redirect':
      return firstSegment(handOff.url)
    case 'form':
      return firstSegment(handOff.action)
  }
}

/** The desk's words for a play (`docs/simulators.md`). */
export function decisionOf(play: Play): {
  readonly decision: 'approve' | 'decline' | 'close' | 'vanish'
  readonly faults: readonly { readonly operation: 'approve'; readonly fault: string }[]
} {
  if (play === 'silent-before' || play === 'silent-after')
    return { decision: 'approve', faults: [{ operation: 'approve', fault: play }] }
  return { decision: play, faults: [] }
}

function firstSegment(url: string): string {
  return new URL(url).pathname.split('/')[1] ?? ''
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** The desk checks the members; here only the tag matters. */
function isHandOff(value: unknown): value is HandOff {
  return isObject(value) && 'kind' in value && typeof value.kind === 'string'
}

function refused(ko: string, en: string, answer: Answer): ToldError {
  return new ToldError(
    `${ko}가 거절되었습니다(${answer.status}): ${answer.text}`,
    `${en} was refused (${answer.status}): ${answer.text}`,
  )
}

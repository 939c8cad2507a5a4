import type { CredentialUse } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { notSupported, type ChannelUse } from '../channel/unsupported-use.ts'
import { commonRefusals, Refusal, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** Codes of the checkout service; the browser SDK hands them to the shop as `error.code`. */
export const checkoutRefusals = {
  ...commonRefusals,
  BadRequest: {
    httpStatus: 400,
    ko: '결제 요청이 올바르지 않습니다.',
    en: 'The request is not complete.',
    cure: 'Give the field that the message names.',
  },
  RequestParseFailed: {
    httpStatus: 400,
    ko: '결제 요청 값을 확인해 주세요.',
    en: 'A value of the request cannot be used.',
    cure: 'Correct the field that the message names.',
  },
  StoreNotFound: {
    httpStatus: 404,
    ko: '상점을 찾을 수 없습니다.',
    en: 'There is no such store.',
    cure: 'Copy the store id from the console.',
  },
  ChannelNotFound: {
    httpStatus: 404,
    ko: '결제 채널을 찾을 수 없습니다.',
    en: 'This store has no such channel, or the channel cannot do this.',
    cure: 'Copy the channel key from the console; it must belong to storeId and serve V2.',
  },
  AllChannelsNotSatisfied: {
    httpStatus: 404,
    ko: '이 채널 그룹으로 결제할 수 없습니다. 그룹이 없거나, 결제를 받을 수 없는 채널이 들어 있습니다.',
    en: 'This channel group cannot be used: the store has none of this id, or it holds a channel that cannot take payments.',
    cure: 'Copy the group id from the smart-routing page; it must belong to storeId. Check the channel that the message names.',
  },
  PaymentAlreadyPaid: {
    httpStatus: 409,
    ko: '이미 결제된 주문입니다.',
    en: 'This paymentId is already paid, or waits for a deposit.',
    cure: 'Use a new paymentId for a new order.',
  },
  IdentityVerificationAlreadyVerified: {
    httpStatus: 409,
    ko: '이미 본인인증이 완료되었습니다.',
    en: 'This identityVerificationId is verified already.',
    cure: 'Use a new identityVerificationId for another verification.',
  },
  AmountNotEqualToPredefined: {
    httpStatus: 422,
    ko: '사전 등록된 결제 정보와 일치하지 않습니다.',
    en: 'The request differs from what the server registered beforehand.',
    cure: 'Repeat the registered amount and currency.',
  },
  InvalidEntityState: {
    httpStatus: 409,
    ko: '더 이상 결제를 시도할 수 없는 주문입니다.',
    en: 'This payment cannot be attempted any more.',
    cure: 'Use a new paymentId.',
  },
  PGProviderError: {
    httpStatus: 502,
    ko: '결제대행사에서 오류를 전달했습니다.',
    en: 'The PG refused to open its window.',
    cure: 'Read pgCode and pgMessage.',
  },
  SessionNotFound: {
    httpStatus: 404,
    ko: '결제 정보를 찾을 수 없습니다.',
    en: 'There is no such payment session.',
    cure: 'Open the address of the session as it is.',
  },
  SessionExpired: {
    httpStatus: 410,
    ko: '결제 시간이 지났거나 종료된 주문입니다.',
    en: 'This payment session is over.',
    cure: 'Create a new session.',
  },
  AttemptNotFound: {
    httpStatus: 404,
    ko: '결제 시도를 찾을 수 없습니다.',
    en: 'There is no such attempt, or its key does not fit.',
    cure: 'Start the payment again.',
  },
} as const satisfies RefusalCatalogue

export const refuseCheckout = refusals(checkoutRefusals)

/** The browser SDK knows one word for every channel that cannot be used, so only the sentence tells them apart. */
const channelUse = {
  paymentOnly: {
    httpStatus: 404,
    ko: '결제 채널로는 본인인증을 할 수 없습니다. 채널 속성이 본인인증인 채널을 사용해 주세요.',
    en: 'This channel takes payments and verifies nobody. Use a channel for identity verification.',
    cure: 'Use a channel whose attribute is identity verification.',
  },
  identityOnly: {
    httpStatus: 404,
    ko: '본인인증 채널로는 결제할 수 없습니다. 채널 속성이 결제인 채널을 사용해 주세요.',
    en: 'This channel is for identity verification and takes no payments. Use a channel for payments.',
    cure: 'Use a channel whose attribute is payment.',
  },
  v1Only: {
    httpStatus: 404,
    ko: '이 채널의 결제 모듈은 V1 결제에만 쓸 수 있습니다. V2 결제에는 콘솔에서 V2 배지가 있는 채널을 사용해 주세요.',
    en: 'The module of this channel serves V1 payments only. For V2 use a channel that the console shows with a V2 badge.',
    cure: 'Use a channel that the console shows with a V2 badge.',
  },
  v2Only: {
    httpStatus: 404,
    ko: '이 채널의 결제 모듈은 V2 결제에만 쓸 수 있습니다. V1 결제에는 콘솔에서 V1 배지가 있는 채널을 사용해 주세요.',
    en: 'The module of this channel serves V2 payments only. For V1 use a channel that the console shows with a V1 badge.',
    cure: 'Use a channel that the console shows with a V1 badge.',
  },
  noPublicWire: {
    httpStatus: 404,
    ko: '이 채널의 결제 모듈은 공개된 연동 규격이 없어 시뮬레이터의 테스트 채널로만 쓸 수 있습니다. 실연동에는 다른 결제 모듈의 채널을 사용해 주세요.',
    en: 'The wire of this channel’s module is not public, so it works as a test channel against the simulator only. Use a channel of another module.',
    cure: 'Use a channel of another module.',
  },
  lacksCredential: {
    httpStatus: 404,
    ko: '이 채널에는 이 결제에 필요한 연동 정보가 비어 있습니다. 콘솔의 채널 관리에서 입력해 주세요.',
    en: 'This channel lacks a credential that this needs. Enter it in the console, channel management.',
    cure: 'Enter the field that the message names in the console.',
  },
  noFirstPayment: {
    httpStatus: 404,
    ko: '이 채널의 결제 모듈은 빌링키 발급과 결제를 한 번에 할 수 없습니다. 빌링키를 먼저 발급한 뒤 결제하거나 다른 채널을 사용해 주세요.',
    en: 'This channel’s module does not issue a billing key and charge at once. Issue the key first, or use another channel.',
    cure: 'Call requestIssueBillingKey and then charge the key, or use another channel.',
  },
  unsupported: {
    httpStatus: 404,
    ko: '이 채널로는 할 수 없습니다. 이 기능을 지원하는 PG사의 채널을 사용해 주세요.',
    en: 'This channel cannot do that. Use a channel of a PG that can.',
    cure: 'Use a channel of a PG that supports it.',
  },
  notConnected: {
    httpStatus: 404,
    ko: '이 채널의 결제 모듈은 이 설치본에 아직 연결되어 있지 않습니다. 다른 결제 모듈의 채널을 사용해 주세요.',
    en: 'The connector of this channel’s module is not available in this installation yet. Use a channel of another module.',
    cure: 'Use a channel whose module the console shows as usable.',
  },
} as const satisfies RefusalCatalogue

/** Refuses a channel of which a credential was left blank that this use needs: the channel and the field by name. */
export function refuseBlankCredential(
  channel: Pick<OpenedChannel, 'name' | 'lacks'>,
  uses: readonly CredentialUse[],
): void {
  const field = channel.lacks(uses)
  if (field === undefined) return
  throw new Refusal(
    'ChannelNotFound',
    channelUse.lacksCredential,
    `channelKey: ${channel.name}, ${field.labelKo} (${field.key})`,
  )
}

/**
 * Refuses a channel whose PG does not have what was asked for; a PG of which this installation has no connector at all
 * is told apart, since another release may bring it.
 */
export function refuseUnsupported(
  { gateway, module }: Pick<OpenedChannel, 'gateway' | 'module'>,
  use: ChannelUse,
): Refusal {
  const isConnected = gateway.begin !== undefined || gateway.beginIdentity !== undefined
  if (!isConnected) return refuseChannelUse('notConnected', module.code)
  return new Refusal('ChannelNotFound', channelUse.unsupported, notSupported(gateway, module.code, use))
}

/** Refuses a channel that exists and cannot do what was asked of it. */
export function refuseChannelUse(reason: keyof typeof channelUse, moduleCode: string): Refusal {
  return new Refusal('ChannelNotFound', channelUse[reason], `channelKey: ${moduleCode}`)
}

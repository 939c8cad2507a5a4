import { copyWithoutNulls, isRecord } from '../drop-nulls.ts'
import { isSafeRedirectUrl } from '../redirect-url.ts'

export type RequestedWindow = 'IFRAME' | 'POPUP' | 'REDIRECTION'

/** What the script itself needs from any request that opens a window; `body` goes to the server whole. */
export interface WindowCall {
  readonly body: Readonly<Record<string, unknown>>
  readonly redirectUrl: string | undefined
  readonly forceRedirect: boolean
  readonly popupCenter: boolean
  readonly iframeDim: boolean
  readonly locale: string | undefined
}

export interface PaymentCall extends WindowCall {
  readonly paymentId: string
}

export type ShapeReading =
  | { readonly ok: true; readonly call: PaymentCall }
  | { readonly ok: false; readonly paymentId?: string; readonly message: string }

/**
 * Checks the shape of a `requestPayment` argument: what is missing or of the wrong JavaScript type. Meaning
 * (does the store exist, does the PG take this currency) is the server's business. Buyers see the message.
 */
export function readPaymentCall(request: unknown, platformType: 'PC' | 'MOBILE'): ShapeReading {
  const body = tryCopy(request)
  if (!isRecord(body)) return { ok: false, message: '결제 요청 정보가 올바르지 않습니다. (request)' }

  const fault = firstFault(body) ?? windowFault(body, platformType)
  return readNamed(body, fault)
}

/** The same for a `requestIssueBillingKeyAndPay` argument; a group of channels cannot hold one key. */
export function readIssueAndPayCall(request: unknown, platformType: 'PC' | 'MOBILE'): ShapeReading {
  const body = tryCopy(request)
  if (!isRecord(body))
    return { ok: false, message: '빌링키 발급 및 결제 요청 정보가 올바르지 않습니다. (request)' }
  const fault =
    firstFault(body) ??
    (body['channelKey'] ? undefined : missing('channelKey')) ??
    windowFault(body, platformType)
  return readNamed(body, fault)
}

function readNamed(body: Readonly<Record<string, unknown>>, fault: string | undefined): ShapeReading {
  const paymentId = typeof body['paymentId'] === 'string' ? body['paymentId'] : undefined
  if (fault !== undefined || paymentId === undefined) {
    return {
      ok: false,
      message: fault ?? missing('paymentId'),
      ...(paymentId === undefined ? {} : { paymentId }),
    }
  }

  return { ok: true, call: { ...windowCall(body), paymentId } }
}

/** The same for a `requestIssueBillingKey` argument. */
export function readIssueCall(
  request: unknown,
  platformType: 'PC' | 'MOBILE',
): { readonly ok: true; readonly call: WindowCall } | { readonly ok: false; readonly message: string } {
  const body = tryCopy(request)
  if (!isRecord(body)) return { ok: false, message: '빌링키 발급 요청 정보가 올바르지 않습니다. (request)' }
  const fault = firstFault(body, issueRequired) ?? windowFault(body, platformType)
  return fault === undefined ? { ok: true, call: windowCall(body) } : { ok: false, message: fault }
}

/** The same for a `requestIdentityVerification` argument. */
export function readIdentityCall(
  request: unknown,
  platformType: 'PC' | 'MOBILE',
):
  | { readonly ok: true; readonly call: WindowCall; readonly identityVerificationId: string }
  | { readonly ok: false; readonly identityVerificationId?: string; readonly message: string } {
  const body = tryCopy(request)
  if (!isRecord(body)) return { ok: false, message: '본인인증 요청 정보가 올바르지 않습니다. (request)' }
  const fault = firstFault(body, identityRequired) ?? windowFault(body, platformType)
  const id = body['identityVerificationId']
  if (fault === undefined && typeof id === 'string')
    return { ok: true, call: windowCall(body), identityVerificationId: id }
  return {
    ok: false,
    message: fault ?? missing('identityVerificationId'),
    ...(typeof id === 'string' ? { identityVerificationId: id } : {}),
  }
}

function windowCall(body: Readonly<Record<string, unknown>>): WindowCall {
  const popup = body['popup']
  const iframe = body['iframe']
  return {
    body,
    redirectUrl: typeof body['redirectUrl'] === 'string' ? body['redirectUrl'] : undefined,
    forceRedirect: body['forceRedirect'] === true,
    popupCenter: isRecord(popup) && popup['center'] === true,
    iframeDim: !(isRecord(iframe) && iframe['dim'] === false),
    locale: typeof body['locale'] === 'string' ? body['locale'] : undefined,
  }
}

type Kind = 'string' | 'number' | 'boolean' | 'object'

// `payMethod` is not here: PGs whose own page offers the methods are documented without it, so the server decides.
const required: Readonly<Record<string, Kind>> = {
  storeId: 'string',
  paymentId: 'string',
  orderName: 'string',
  totalAmount: 'number',
  currency: 'string',
}

// `billingKeyMethod` is not here for the same reason.
const issueRequired: Readonly<Record<string, Kind>> = { storeId: 'string' }

const identityRequired: Readonly<Record<string, Kind>> = {
  storeId: 'string',
  identityVerificationId: 'string',
}

const optional: Readonly<Record<string, Kind>> = {
  payMethod: 'string',
  channelKey: 'string',
  channelGroupId: 'string',
  redirectUrl: 'string',
  forceRedirect: 'boolean',
  taxFreeAmount: 'number',
  vatAmount: 'number',
  customer: 'object',
  popup: 'object',
  iframe: 'object',
  bypass: 'object',
  appScheme: 'string',
  locale: 'string',
  isEscrow: 'boolean',
  confirmUrl: 'string',
  billingKeyMethod: 'string',
  billingKeyAndPayMethod: 'string',
  displayAmount: 'number',
  issueId: 'string',
  issueName: 'string',
  offerPeriod: 'object',
}

const kindNames: Readonly<Record<Kind, string>> = {
  string: '문자열',
  number: '숫자',
  boolean: 'true 또는 false',
  object: '객체',
}

function firstFault(
  body: Readonly<Record<string, unknown>>,
  needed: Readonly<Record<string, Kind>> = required,
): string | undefined {
  for (const [key, kind] of Object.entries({ ...optional, ...needed })) {
    const value = body[key]
    if (value === undefined || value === '') {
      if (key in needed) return missing(key)
      continue
    }
    if (!isOfKind(value, kind)) return `입력 값은 ${kindNames[kind]} 형식이어야 합니다. (${key})`
  }
  return channelFault(body) ?? redirectFault(body)
}

function channelFault(body: Readonly<Record<string, unknown>>): string | undefined {
  const key = body['channelKey']
  const group = body['channelGroupId']
  if (key && group) return '채널 키와 채널 그룹 아이디는 함께 쓸 수 없습니다. (channelKey, channelGroupId)'
  // `pgProvider` is the older way to name a channel that some published samples still use.
  if (!key && !group && !body['pgProvider']) return missing('channelKey')
  return undefined
}

function redirectFault(body: Readonly<Record<string, unknown>>): string | undefined {
  const url = body['redirectUrl']
  if (typeof url !== 'string' || url === '' || isSafeRedirectUrl(url)) return undefined
  return '돌아갈 주소는 사용할 수 있는 절대 주소여야 합니다. (redirectUrl)'
}

/** The Android SDK writes one word where an object per device is documented; it stands for both devices. */
function requestedWindow(windowType: unknown, platformType: 'PC' | 'MOBILE'): unknown {
  if (isRecord(windowType)) return windowType[platformType === 'PC' ? 'pc' : 'mobile']
  return windowType
}

function windowFault(
  body: Readonly<Record<string, unknown>>,
  platformType: 'PC' | 'MOBILE',
): string | undefined {
  const windowType = requestedWindow(body['windowType'], platformType)
  if (windowType === undefined) return undefined
  if (windowType !== 'IFRAME' && windowType !== 'POPUP' && windowType !== 'REDIRECTION') {
    return '결제창 방식은 IFRAME, POPUP, REDIRECTION 가운데 하나여야 합니다. (windowType)'
  }
  if (windowType === 'REDIRECTION' && !body['redirectUrl']) return missing('redirectUrl')
  return undefined
}

function isOfKind(value: unknown, kind: Kind): boolean {
  return kind === 'object' ? isRecord(value) : typeof value === kind
}

/** One sentence for the buyer's eyes; the field for the developer's. */
export function missing(field: string): string {
  return `필수 입력 값이 없습니다. (${field})`
}

function tryCopy(request: unknown): unknown {
  try {
    return copyWithoutNulls(request)
  } catch {
    return undefined
  }
}

import type { AttemptResult, PrepareV1Body, PreparedAttempt } from '@naru/server/wire/checkout'
import type { RunningAttempt } from '../attempt/run-attempt.ts'
import { runAttempt } from '../attempt/run-attempt.ts'
import { endings, textsFor } from '../attempt/texts.ts'
import { checkoutOrigin, type Slots } from '../checkout-origin.ts'
import { checkoutService } from '../checkout-service.ts'
import { classifyDevice } from '../device.ts'
import { isRecord } from '../drop-nulls.ts'
import { failure, merchantUidOf, tellFailure, type ImpCallback } from './imp-result.ts'
import type { ImpOptions } from './imp.ts'
import { v1Service, type V1Service, type V1Window } from './v1-service.ts'

/** What the page has told `IMP`, and what it is doing; one payment window per page. */
export interface ImpPage {
  userCode: string
  tierCode: string | undefined
  busy: boolean
  running: RunningAttempt | undefined
}

/**
 * `IMP.request_pay` and `IMP.certification`. Before a window opens a failure goes to the callback, or to `m_redirect_url` when there is none.
 * A window that redirects takes the page along, and the result comes to `m_redirect_url` only.
 */
export async function openWindow(
  what: V1Window,
  slots: Slots,
  page: ImpPage,
  options: ImpOptions,
  param: unknown,
  callback: ImpCallback | undefined,
): Promise<void> {
  const request = copyOf(param, options)
  const merchantUid = merchantUidOf(request)
  const refuse = (code: string, message: string): void =>
    tellFailure(request, callback, failure(merchantUid, code, message))
  if (page.userCode === '') return refuse('INIT_REQUIRED', 'IMP.init(고객사 식별코드)를 먼저 호출해 주세요.')
  if (request === undefined) return refuse('BadRequest', '요청 정보가 올바르지 않습니다. (param)')
  if (page.busy) return refuse('BadRequest', endings.busy)

  page.busy = true
  try {
    const service = v1Service(checkoutOrigin(slots), window.fetch.bind(window))
    const answer = await service.prepare(what, bodyFor(page, options, request))
    if (answer.kind === 'refused') return refuse(answer.error.code, answer.error.message)
    if (answer.kind === 'unreachable') return refuse('UnknownError', endings.unreachable)
    const { attempt } = answer
    if (attempt.window.type === 'REDIRECTION') {
      window.location.href = attempt.window.url
      return
    }
    const response = await showWindow(slots, service, page, attempt, { merchantUid, request })
    // Later, so that the page may pay again in its callback, and what it throws is its own.
    if (typeof callback === 'function') window.setTimeout(() => callback(response), 0)
  } finally {
    page.busy = false
    page.running = undefined
  }
}

/** What the server is told of a request of this page. */
export function bodyFor(
  page: Pick<ImpPage, 'userCode' | 'tierCode'>,
  options: ImpOptions,
  request: unknown,
): PrepareV1Body {
  return {
    request,
    userCode: page.userCode,
    ...(page.tierCode === undefined ? {} : { tierCode: page.tierCode }),
    isLegacy: options.isLegacy,
    sdkVersion: '1.3.0-naru.1',
    device: classifyDevice(navigator.userAgent, navigator.maxTouchPoints),
    pageOrigin: window.location.origin,
  }
}

async function showWindow(
  slots: Slots,
  service: V1Service,
  page: ImpPage,
  attempt: PreparedAttempt,
  {
    merchantUid = '',
    request,
  }: { readonly merchantUid: string | undefined; readonly request: Readonly<Record<string, unknown>> },
): Promise<Readonly<Record<string, unknown>>> {
  const { language } = request
  const shared = checkoutService(checkoutOrigin(slots), window.fetch.bind(window))
  const blocked: AttemptResult = {
    transactionType: 'PAYMENT',
    txId: attempt.txId,
    paymentId: merchantUid,
    code: 'PORTONE_ERROR',
    message: endings.popupBlocked,
  }
  page.running = runAttempt(shared, attempt, blocked, {
    popupCenter: true,
    iframeDim: true,
    texts: textsFor(typeof language === 'string' ? language : undefined, navigator.language),
  })
  const ending = await page.running.ending
  if (ending.kind === 'unknown') return failure(merchantUid, 'UnknownError', endings.unknown, attempt.txId)
  return (await service.callback(attempt)) ?? plainResponse(ending.result, attempt.txId, merchantUid)
}

/** Ids and error, where the server's own object cannot be had: the outcome itself is known. */
export function plainResponse(
  { code, message }: AttemptResult,
  txId: string,
  merchantUid: string,
): Readonly<Record<string, unknown>> {
  if (code !== undefined) return failure(merchantUid, code, message ?? code, txId)
  return { success: true, imp_uid: txId, merchant_uid: merchantUid }
}

/** The request as it is now; the page may change its object afterwards. Old scripts invent a missing order number. */
function copyOf(param: unknown, { isLegacy }: ImpOptions): Readonly<Record<string, unknown>> | undefined {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(param ?? null))
    if (!isRecord(copy)) return undefined
    const isNameless = copy['merchant_uid'] === undefined || copy['merchant_uid'] === null
    return isLegacy && isNameless ? { ...copy, merchant_uid: `nobody_${Date.now()}` } : copy
  } catch {
    return undefined
  }
}

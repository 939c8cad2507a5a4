import { checkoutOrigin, type Slots } from '../checkout-origin.ts'
import { classifyDevice } from '../device.ts'
import { endings } from '../attempt/texts.ts'
import { failure, tellFailure } from './imp-result.ts'
import type { ImpOptions } from './imp.ts'
import { bodyFor, type ImpPage } from './request-pay.ts'
import { v1Service } from './v1-service.ts'

/**
 * `IMP.naver_zzim`: Naver's wish list opens in a small window on a PC, and in the page's place on a phone. The window is
 * opened while the buyer's press still counts, or browsers would block it.
 */
export async function openWishList(
  slots: Slots,
  page: ImpPage,
  options: ImpOptions,
  param: unknown,
  callback: unknown,
): Promise<void> {
  const refuse = (code: string, message: string): void =>
    tellFailure(param, callback, failure(undefined, code, message))
  if (page.userCode === '') return refuse('INIT_REQUIRED', 'IMP.init(고객사 식별코드)를 먼저 호출해 주세요.')
  const request = copyOf(param)
  if (request === undefined) return refuse('BadRequest', '요청 정보가 올바르지 않습니다. (param)')
  const isPhone = classifyDevice(navigator.userAgent, navigator.maxTouchPoints).platformType === 'MOBILE'
  const popup = isPhone ? null : window.open('', '', 'scrollbars=yes,width=400,height=267')
  const service = v1Service(checkoutOrigin(slots), window.fetch.bind(window))
  const answer = await service.wish(bodyFor(page, options, request))
  if (answer.kind === 'registered') {
    ;(popup ?? window).location.href = answer.url
    return
  }
  popup?.close()
  if (answer.kind === 'refused') return refuse(answer.error.code, answer.error.message)
  refuse('UnknownError', endings.unreachable)
}

/** What cannot be sent (a page's own objects, circles) is no request. */
function copyOf(param: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(param ?? {}))
  } catch {
    return undefined
  }
}

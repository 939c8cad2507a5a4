import { isRecord } from '../drop-nulls.ts'
import { buildRedirectUrl, isSafeRedirectUrl } from '../redirect-url.ts'

/** The page's function; it is called once, later, with one object. */
export type ImpCallback = (response: Readonly<Record<string, unknown>>) => void

/** What a page hears of a payment that did not come about. */
export function failure(
  merchantUid: string | undefined,
  errorCode: string,
  errorMsg: string,
  impUid: string | null = null,
): Readonly<Record<string, unknown>> {
  return {
    success: false,
    imp_uid: impUid,
    ...(merchantUid === undefined ? {} : { merchant_uid: merchantUid }),
    error_code: errorCode,
    error_msg: errorMsg,
  }
}

export function merchantUidOf(param: unknown): string | undefined {
  return isRecord(param) && typeof param['merchant_uid'] === 'string' ? param['merchant_uid'] : undefined
}

/**
 * Tells of a failure before any window: to the callback, else, as since V1's 1.1.5, at `m_redirect_url`. Always later
 * than the call that failed, so that a page that sets itself up after it is ready.
 */
export function tellFailure(
  param: unknown,
  callback: unknown,
  response: Readonly<Record<string, unknown>>,
): void {
  window.setTimeout(() => {
    if (typeof callback === 'function') {
      callback(response)
      return
    }
    const url = isRecord(param) ? param['m_redirect_url'] : undefined
    if (typeof url !== 'string' || !isSafeRedirectUrl(url)) return
    const { merchant_uid, error_code, error_msg } = response
    window.location.href = buildRedirectUrl(url, {
      merchant_uid,
      imp_success: 'false',
      error_code,
      error_msg,
    })
  }, 0)
}

/**
 * Where the checkout service lives.
 *
 * The server that hands out the script writes its public origin over the marker below, so that a copy
 * mirrored or intercepted under another host still reaches the right service. Only an untouched or
 * emptied marker falls back to the script's own address.
 */
const written = '__NARU_CHECKOUT_ORIGIN__'

/** Named like the slots that PortOne's module exposes; all but `CHECKOUT_SERVER` are inert here. */
export interface Slots {
  CORE_SERVER: string
  CORETELEMETRY_SERVER: string
  CHECKOUT_SERVER: string
  DRIVER_SERVE_URL: string
  PAYMENT_BRIDGE_URL: string
  SDK_VERSION: string
  TGS_PUBLIC_URI: string
}

/** Sent with every prepare call and shown as `slots.SDK_VERSION`. */
export const sdkVersion = '2.0.0-naru.1'

/** The mutable settings of one script instance; `CHECKOUT_SERVER` is read at call time, never cached. */
export function createSlots(scriptUrl: string): Slots {
  return {
    CORE_SERVER: '',
    CORETELEMETRY_SERVER: '',
    CHECKOUT_SERVER: chooseOrigin(written, scriptUrl),
    DRIVER_SERVE_URL: '',
    PAYMENT_BRIDGE_URL: '',
    SDK_VERSION: sdkVersion,
    TGS_PUBLIC_URI: '',
  }
}

/** Pure part of the choice; `''` when neither source names an http(s) origin. */
export function chooseOrigin(writtenOrigin: string, scriptUrl: string): string {
  const source = /^https?:\/\//.test(writtenOrigin) ? writtenOrigin : scriptUrl
  return /^https?:\/\/[^/?#]+/.exec(source)?.[0] ?? ''
}

/** The origin without the slash that a merchant may have left at its end. */
export function checkoutOrigin(slots: Slots): string {
  return slots.CHECKOUT_SERVER.replace(/\/+$/, '')
}

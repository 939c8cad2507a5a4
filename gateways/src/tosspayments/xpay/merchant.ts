import type { GatewayContext } from '../../port.ts'

type Known = Pick<GatewayContext, 'credentials' | 'mode'>

/** The PG's and PortOne's shared test id. It is the one that carries its `t` already. */
export const sharedTestMid = 'tlgdacomxpay'

/** `CST_PLATFORM`. */
export function platformOf({ mode }: Pick<Known, 'mode'>): 'service' | 'test' {
  return mode === 'LIVE' ? 'service' : 'test'
}

/** `CST_MID`: the contracted id, without the `t` of tests. */
export function contractedMid({ credentials }: Pick<Known, 'credentials'>): string {
  const mid = credentials['mid'] ?? ''
  return mid === sharedTestMid ? mid.slice(1) : mid
}

/** `LGD_MID`: the contracted id, with a `t` before it in a test. */
export function wireMid(context: Known): string {
  return `${context.mode === 'LIVE' ? '' : 't'}${contractedMid(context)}`
}

/** The id of the channel behind the one that an answer names; one that is not ours stays as it is. */
export function channelMid(context: Known, named: string | undefined): string | undefined {
  return named === wireMid(context) ? (context.credentials['mid'] ?? '') : named
}

/** 머트 키, the shop key behind every hash. */
export function mertKey({ credentials }: Pick<Known, 'credentials'>): string {
  return credentials['mertKey'] ?? ''
}

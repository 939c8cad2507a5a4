import { isAppAddress, isWebAddress } from '../pay-address.ts'
import type { HandOffOutcome, HandOffTools } from './run-hand-off.ts'

/**
 * Goes to the PG's page, or starts its app. Apps are started by plain top-level navigation, because the hosts of
 * web views watch for navigations and for nothing else.
 */
export function runRedirect(url: string, tools: HandOffTools): HandOffOutcome {
  if (isWebAddress(url)) {
    window.location.assign(url)
    return { kind: 'leaving' }
  }
  if (!isAppAddress(url)) return { kind: 'failed', fault: 'pg' }
  tools.navigateTop(url)
  return { kind: 'in-app', url }
}

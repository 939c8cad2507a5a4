import { isWebAddress } from '../pay-address.ts'

const loadWithinMs = 15_000

/** Loads a PG's script; false when it was blocked, is down, or takes too long. A retry loads it afresh. */
export async function loadScript(url: string): Promise<boolean> {
  if (!isWebAddress(url)) return false
  return new Promise((resolve) => {
    const script = document.createElement('script')
    const finish = (loaded: boolean): void => {
      window.clearTimeout(timer)
      if (!loaded) script.remove()
      resolve(loaded)
    }
    const timer = window.setTimeout(() => finish(false), loadWithinMs)
    script.addEventListener('load', () => finish(true))
    script.addEventListener('error', () => finish(false))
    script.src = url
    // PG scripts read their own encoding from the tag where the server does not say it.
    script.charset = 'UTF-8'
    document.head.append(script)
  })
}

const loadWithinMs = 15_000
const loading = new Map<string, Promise<boolean>>()

/** Loads a PG's script into the shop's page once; false when it was blocked, is down, or takes too long. */
export function loadPageScript(url: string): Promise<boolean> {
  const known = loading.get(url)
  if (known !== undefined) return known
  const loaded = new Promise<boolean>((resolve) => {
    const script = document.createElement('script')
    const finish = (isLoaded: boolean): void => {
      window.clearTimeout(timer)
      if (!isLoaded) {
        script.remove()
        loading.delete(url)
      }
      resolve(isLoaded)
    }
    const timer = window.setTimeout(() => finish(false), loadWithinMs)
    script.addEventListener('load', () => finish(true))
    script.addEventListener('error', () => finish(false))
    script.src = url
    document.head.append(script)
  })
  loading.set(url, loaded)
  return loaded
}

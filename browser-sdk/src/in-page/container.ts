/** How long a page may take to build the element in which a button goes. */
const patienceMs = 5_000

/** `PAYPAL_SPB` → `paypal-spb`; V1 writes its types this way to begin with. */
function slug(uiType: string): string {
  return uiType.toLowerCase().replaceAll('_', '-')
}

/**
 * The element of ours inside the page's `.portone-ui-container`, emptied. A container may name the type that goes there
 * (`data-portone-ui-type`), in either spelling; one that names none takes any. It may be hidden: nothing is measured.
 *
 * @returns undefined when the page has no fitting container even after a while
 */
export async function prepareContainer(uiType: string): Promise<HTMLElement | undefined> {
  const container = findContainer(uiType) ?? (await awaitContainer(uiType))
  if (container === undefined) return undefined
  const id = `ui-container-${slug(uiType)}`
  container.querySelector(`#${id}`)?.remove()
  const own = document.createElement('div')
  own.id = id
  container.append(own)
  return own
}

function findContainer(uiType: string): HTMLElement | undefined {
  const containers = [...document.querySelectorAll<HTMLElement>('.portone-ui-container')]
  const typeOf = (element: HTMLElement): string => element.getAttribute('data-portone-ui-type') ?? ''
  return (
    containers.find((element) => slug(typeOf(element)) === slug(uiType)) ??
    containers.find((element) => typeOf(element) === '')
  )
}

async function awaitContainer(uiType: string): Promise<HTMLElement | undefined> {
  return new Promise((resolve) => {
    const finish = (found: HTMLElement | undefined): void => {
      observer.disconnect()
      window.clearTimeout(timer)
      resolve(found)
    }
    const observer = new MutationObserver(() => {
      const found = findContainer(uiType)
      if (found !== undefined) finish(found)
    })
    const timer = window.setTimeout(() => finish(undefined), patienceMs)
    observer.observe(document.documentElement, { childList: true, subtree: true, attributes: true })
  })
}

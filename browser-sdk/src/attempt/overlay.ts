import { element, restyle } from './element.ts'

/** The sheet over the merchant's page in which a payment frame or a notice stands. */
export interface Overlay {
  readonly root: HTMLElement
  remove(): void
}

export interface OverlayOptions {
  readonly label: string
  readonly dim: boolean
  /** The buyer pressed Escape (or the browser's own close gesture) while the focus was on the sheet. */
  readonly onEscape: () => void
}

/**
 * Covers the page with a modal dialog: top layer (also above a shop's own open dialog), the rest of the page
 * inert, the focus kept inside and given back afterwards. Where the browser has no `<dialog>` (old web views) a
 * fixed element with the highest z-index and a focus guard does the same.
 */
export function openOverlay({ label, dim, onEscape }: OverlayOptions): Overlay {
  const focused = document.activeElement
  const dialog = element(
    'dialog',
    {
      position: 'fixed',
      inset: '0',
      'z-index': '2147483647',
      display: 'flex',
      'align-items': 'center',
      'justify-content': 'center',
      'box-sizing': 'border-box',
      width: '100vw',
      height: '100%',
      'max-width': 'none',
      'max-height': 'none',
      margin: '0',
      padding: '0',
      border: '0',
      outline: '0',
      overflow: 'hidden',
      background: dim ? 'rgba(12, 20, 32, 0.55)' : 'transparent',
      'color-scheme': 'light',
    },
    {
      class: 'imp-iframe-wrapper',
      'aria-label': label,
      role: 'dialog',
      'aria-modal': 'true',
      tabindex: '-1',
    },
  )
  const unlock = lockScroll()
  const unhideBackdrop = hideBackdrop()
  document.body.append(dialog)
  const native = tryShowModal(dialog)

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // Prevented here, the browser does not close the dialog by itself; the attempt decides that.
    event.preventDefault()
    onEscape()
  }
  const onCancel = (event: Event): void => event.preventDefault()
  const onClose = (): void => {
    // A second close gesture cannot be refused by a page: show the sheet again and treat it as a wish.
    tryShowModal(dialog)
    onEscape()
  }
  const onFocusOut = (event: FocusEvent): void => {
    if (event.target instanceof Node && !dialog.contains(event.target)) dialog.focus()
  }
  document.addEventListener('keydown', onKey, true)
  dialog.addEventListener('cancel', onCancel)
  dialog.addEventListener('close', onClose)
  if (!native) {
    dialog.setAttribute('open', '')
    document.addEventListener('focusin', onFocusOut)
    dialog.focus()
  }

  return {
    root: dialog,
    remove: () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('focusin', onFocusOut)
      dialog.removeEventListener('close', onClose)
      dialog.remove()
      unhideBackdrop()
      unlock()
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true })
    },
  }
}

function tryShowModal(dialog: HTMLDialogElement): boolean {
  try {
    dialog.showModal()
    return true
  } catch {
    return false
  }
}

/** Stops the page behind from scrolling, without the jump that a vanishing scroll bar makes. */
function lockScroll(): () => void {
  const page = document.documentElement
  const before = ['overflow', 'padding-right'].map(
    (property) =>
      [property, page.style.getPropertyValue(property), page.style.getPropertyPriority(property)] as const,
  )
  const scrollBar = window.innerWidth - page.clientWidth
  restyle(page, { overflow: 'hidden', ...(scrollBar > 0 ? { 'padding-right': `${scrollBar}px` } : {}) })
  return () => {
    for (const [property, value, priority] of before) page.style.setProperty(property, value, priority)
  }
}

/** The browser's own grey behind a modal dialog would dim a page that asked for no dimming. */
function hideBackdrop(): () => void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.imp-iframe-wrapper::backdrop{background:transparent!important}')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== sheet)
    }
  } catch {
    return () => {}
  }
}

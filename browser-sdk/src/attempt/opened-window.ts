import type { HeardMessage } from './window-message.ts'

/** A frame or popup that shows the payment, as the attempt sees it. */
export interface OpenedWindow {
  /** Its WindowProxy: the only sender that is listened to. Null before a blocked popup was opened by hand. */
  source(): unknown
  /** Sends to our window page; dropped by the browser when a page of another origin stands there. */
  post(message: object): void
  /** Our window page said hello, or asked for a size. */
  heard(message: HeardMessage): void
  /** The buyer is done with it, the truth is not known yet. */
  showChecking(): void
  remove(): void
}

export interface WindowEvents {
  /** The buyer pressed our close button or Escape. */
  readonly onCloseWish: () => void
  /** The window is gone without a result. */
  readonly onGone: () => void
  /** The browser refused to open a window even on the buyer's own click. */
  readonly onBlocked: () => void
}

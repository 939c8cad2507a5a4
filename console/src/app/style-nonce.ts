declare global {
  // Read by the dialogs' scroll lock when it adds its style element.
  var __webpack_nonce__: string | undefined
}

/** The nonce that the server wrote into this page; the only thing that lets a script add a style element. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

export function shareStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce()
}

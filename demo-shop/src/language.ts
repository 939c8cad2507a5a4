export type Language = 'ko' | 'en'

/** Korean first; English when the visitor chose it, which a cookie remembers. */
export function languageOf(cookieHeader: string | undefined): Language {
  return /(?:^|;\s*)shop-language=en(?:;|$)/.test(cookieHeader ?? '') ? 'en' : 'ko'
}

/** A path of this shop to go back to; anything else (`//host`, `https:`) becomes the front page. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[\w\-/?=&.]*$/.test(path) ? path : '/'
}

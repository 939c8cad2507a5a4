export type Lang = 'ko' | 'en'

/** What a page may be written in; Japanese is that of one PG's window and is never asked for. */
export type PageLang = Lang | 'ja'

/** Markup that is already safe. Everything else that goes into a page is escaped. */
export interface Html {
  readonly markup: string
}

/** Builds markup; every hole that is not `Html` (or a list of it) is escaped. */
export function html(
  parts: TemplateStringsArray,
  ...holes: readonly (Html | readonly Html[] | string | number)[]
): Html {
  let markup = ''
  parts.forEach((part, index) => {
    markup += part
    const hole = holes[index]
    if (hole === undefined) return
    if (typeof hole === 'string' || typeof hole === 'number') markup += escaped(String(hole))
    else if ('markup' in hole) markup += hole.markup
    else markup += hole.map((each) => each.markup).join('')
  })
  return { markup }
}

export const nothing: Html = { markup: '' }

/** Korean first; English when the query asks for it or the browser prefers it. */
export function langOf(query: unknown, acceptLanguage: string | undefined): Lang {
  const asked = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined
  if (asked === 'en' || asked === 'ko') return asked
  const first = /\b(ko|en)\b/i.exec(acceptLanguage ?? '')?.[1]
  return first?.toLowerCase() === 'en' ? 'en' : 'ko'
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

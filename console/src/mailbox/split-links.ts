export interface TextPart {
  readonly kind: 'text' | 'link'
  readonly text: string
}

/** Splits a mail's text into plain stretches and http(s) addresses, in order and without losing a letter. */
export function splitLinks(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((part, index): TextPart => ({ kind: index % 2 === 1 ? 'link' : 'text', text: part }))
    .filter((part) => part.text !== '')
}

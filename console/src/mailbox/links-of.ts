/** The web addresses in the plain text of a mail, each once, without the punctuation that follows them. */
export function linksOf(text: string): readonly string[] {
  const found = text.match(/https?:\/\/[^\s<>"']+/g) ?? []
  return [...new Set(found.map((link) => link.replace(/[).,\]]+$/, '')))]
}

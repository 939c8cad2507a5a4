/** Length in Unicode code points, the "characters" of the PGs that count any: an emoji is one, not two. */
export function characterCount(value: string): number {
  return Array.from(value).length
}

export function firstCharacters(value: string, countMax: number): string {
  return Array.from(value).slice(0, countMax).join('')
}

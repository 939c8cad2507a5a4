import { ToldError } from '../told-error.ts'

/**
 * A page with its generated parts renewed; everything outside them stays byte for byte.
 *
 * A part begins with `<!-- naru:NAME -->` and ends with `<!-- /naru -->`. An author writes the first line alone: the
 * end is added when the part is filled for the first time. A part whose text is empty leaves nothing between the two.
 *
 * @param write the text of the part of that name; undefined when there is no such part
 */
export function fillPage(page: string, write: (name: string) => string | undefined): string {
  const filled: string[] = []
  const lines = page.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    filled.push(line)
    const name = opening.exec(line)?.[1]
    if (name === undefined) continue
    const text = write(name)
    if (text === undefined)
      throw new ToldError(
        `${at + 1}번째 줄의 naru:${name}은(는) 없는 표입니다.`,
        `Line ${at + 1}: there is no part called naru:${name}.`,
      )
    if (text !== '') filled.push('', text, '')
    filled.push(end)
    const closed = endAfter(lines, at)
    if (closed !== undefined) at = closed
  }
  return filled.join('\n')
}

const opening = /^<!-- naru:([a-z-]+) -->$/
const end = '<!-- /naru -->'

/** Where the part that opens at this line was closed before; undefined when nobody has filled it yet. */
function endAfter(lines: readonly string[], start: number): number | undefined {
  for (let at = start + 1; at < lines.length; at += 1) {
    if (lines[at] === end) return at
    if (opening.test(lines[at] ?? '')) return undefined
  }
  return undefined
}

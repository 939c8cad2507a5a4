/**
 * The exact text of one member of a JSON object as it was sent, white space and key
 * order included: INIAPI v2 hashes `data` as text. Undefined when there is none.
 */
export function rawMember(json: string, name: string): string | undefined {
  let depth = 0
  let at = 0
  let isKey = false
  while (at < json.length) {
    const char = json[at]
    if (char === '"') {
      const end = endOfString(json, at)
      if (end === undefined) return undefined
      if (depth === 1 && isKey && json.slice(at, end) === JSON.stringify(name)) {
        const colon = /^\s*:\s*/.exec(json.slice(end))
        return colon === null ? undefined : valueAt(json, end + colon[0].length)
      }
      isKey = false
      at = end
      continue
    }
    if (char === '{' || char === '[') depth += 1
    if (char === '}' || char === ']') depth -= 1
    if (depth === 1 && (char === '{' || char === ',')) isKey = true
    at += 1
  }
  return undefined
}

function valueAt(json: string, start: number): string | undefined {
  let depth = 0
  let at = start
  while (at < json.length) {
    const char = json[at]
    if (char === '"') {
      const end = endOfString(json, at)
      if (end === undefined) return undefined
      if (depth === 0) return json.slice(start, end)
      at = end
      continue
    }
    if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') {
      if (depth === 0) return json.slice(start, at).trimEnd()
      depth -= 1
      if (depth === 0) return json.slice(start, at + 1)
    } else if (char === ',' && depth === 0) return json.slice(start, at).trimEnd()
    at += 1
  }
  return undefined
}

/** One past the closing quote. */
function endOfString(json: string, start: number): number | undefined {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1
    else if (json[at] === '"') return at + 1
  }
  return undefined
}

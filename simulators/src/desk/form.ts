import iconv from 'iconv-lite'

export type Charset = 'utf-8' | 'euc-kr'
export type Fields = Readonly<Record<string, string>>

/** Korean PGs say EUC-KR and mean CP949, which has the 8,822 further syllables. */
const CP949 = 'cp949'

/** Reads `application/x-www-form-urlencoded` bytes; of a repeated name the first value counts. */
export function readForm(body: Uint8Array, charset: Charset): Fields {
  const fields: Record<string, string> = Object.create(null)
  for (const pair of Buffer.from(body).toString('latin1').split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = decode(cut < 0 ? pair : pair.slice(0, cut), charset)
    if (!Object.hasOwn(fields, name)) fields[name] = cut < 0 ? '' : decode(pair.slice(cut + 1), charset)
  }
  return fields
}

/** Writes a form as a browser (or PG) with that charset would. */
export function writeForm(fields: Fields, charset: Charset): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encode(name, charset)}=${encode(value, charset)}`)
    .join('&')
}

export function encodeText(text: string, charset: Charset): Uint8Array {
  return charset === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, CP949)
}

export function decodeText(bytes: Uint8Array, charset: Charset): string {
  return charset === 'utf-8' ? Buffer.from(bytes).toString('utf8') : iconv.decode(Buffer.from(bytes), CP949)
}

export function charsetOf(name: string | undefined, otherwise: Charset): Charset {
  if (name === undefined || name === '') return otherwise
  return /^utf-?8$/i.test(name) ? 'utf-8' : 'euc-kr'
}

function decode(text: string, charset: Charset): string {
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const hex = text[i] === '%' ? /^[0-9a-f]{2}/i.exec(text.slice(i + 1, i + 3))?.[0] : undefined
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16))
      i += 2
    } else bytes.push(text[i] === '+' ? 0x20 : text.charCodeAt(i))
  }
  return decodeText(Uint8Array.from(bytes), charset)
}

function encode(text: string, charset: Charset): string {
  let out = ''
  for (const byte of encodeText(text, charset)) {
    const char = String.fromCharCode(byte)
    if (/[A-Za-z0-9*\-._]/.test(char)) out += char
    else if (byte === 0x20) out += '+'
    else out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}

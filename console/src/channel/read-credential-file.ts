/** The longest value that the server stores for one field. */
const textLengthMax = 200_000

/**
 * A chosen file as the text that travels: a PEM as it is, anything else (a key archive) in base64.
 *
 * @returns '' when nothing is chosen, undefined when the file is too large to be a key
 */
export async function readCredentialFile(file: File | null): Promise<string | undefined> {
  if (file === null) return ''
  if (file.size > textLengthMax) return undefined
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = encodeFile(bytes)
  return text.length > textLengthMax ? undefined : text
}

export function encodeFile(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  if (text.includes('-----BEGIN ')) return text
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

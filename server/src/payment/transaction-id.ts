const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const impShape = /^imps?_\d{12}$/

/** True for an id that one of our attempts could have: a UUID of V2, `imp_` or `imps_` and 12 digits of V1. */
export function isTransactionId(text: string): boolean {
  return uuidShape.test(text) || impShape.test(text)
}

const marks = ['imp_', 'imps_'].map((text) => ({ text, hex: Buffer.from(text).toString('hex') }))

/** 22 URL-safe characters for either form: the UUID's bytes, or V1's mark and its digits as half-bytes. */
export function encodeTransactionId(transactionId: string): string {
  const mark = impShape.test(transactionId)
    ? marks.find(({ text }) => transactionId.startsWith(text))
    : undefined
  const hex =
    mark === undefined
      ? transactionId.replaceAll('-', '')
      : `${mark.hex}${transactionId.slice(mark.text.length)}`.padEnd(32, '0')
  return Buffer.from(hex, 'hex').toString('base64url')
}

/** The opposite; what fits neither form comes out as a UUID that names nothing. No UUIDv7 of ours begins with a mark. */
export function decodeTransactionId(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  for (const mark of marks) {
    const digits = hex.slice(mark.hex.length, mark.hex.length + 12)
    const isMarked = hex.startsWith(mark.hex) && /^\d{12}$/.test(digits)
    if (isMarked && /^0*$/.test(hex.slice(mark.hex.length + 12))) return `${mark.text}${digits}`
  }
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

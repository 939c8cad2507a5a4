import { expect, test } from 'vitest'
import { createFrameReader } from './frame-reader.ts'

const encoder = new TextEncoder()

function frame(text: string, rows: number): number[] {
  const bytes = encoder.encode(text)
  const head = new DataView(new ArrayBuffer(8))
  head.setUint32(0, bytes.length)
  head.setUint32(4, rows)
  return [...new Uint8Array(head.buffer), ...bytes]
}

test.each([1, 3, 7, 8, 9, 1_000])(
  'a file comes out the same when the network cuts it every %i bytes',
  (size) => {
    const sent = Uint8Array.from([
      ...frame('결제상태,금액\n', 0),
      ...frame('결제 완료,1000\n', 500),
      ...frame('', 500),
    ])
    const bytes: number[] = []
    const rows: number[] = []
    const reader = createFrameReader({
      onData: (part) => bytes.push(...part),
      onRows: (n) => rows.push(n),
    })

    for (let at = 0; at < sent.length; at += size) reader.push(sent.subarray(at, at + size))

    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe('결제상태,금액\n결제 완료,1000\n')
    expect(rows).toEqual([0, 500, 500])
    expect(reader.isWhole()).toBe(true)
  },
)

test('a connection that breaks between two frames is not taken for a whole file', () => {
  const reader = createFrameReader({ onData: () => undefined, onRows: () => undefined })

  reader.push(Uint8Array.from(frame('결제상태\n', 500)))

  expect(reader.isWhole()).toBe(false)
})

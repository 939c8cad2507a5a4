export interface FrameSink {
  readonly onData: (bytes: Uint8Array) => void
  readonly onRows: (rows: number) => void
}

const headBytes = 8

/**
 * Takes a download apart that tells its own progress: 4 bytes length, 4 bytes rows so far, then so many bytes of the
 * file. The frame of length 0 ends it.
 */
export function createFrameReader({ onData, onRows }: FrameSink): {
  readonly push: (chunk: Uint8Array) => void
  readonly isWhole: () => boolean
} {
  let rest = new Uint8Array(0)
  let missing = 0
  let isWhole = false
  return {
    push(chunk) {
      let bytes = join(rest, chunk)
      for (;;) {
        if (missing > 0) {
          const part = bytes.subarray(0, missing)
          if (part.length > 0) onData(part)
          missing -= part.length
          bytes = bytes.subarray(part.length)
          if (missing > 0) break
        }
        if (bytes.length < headBytes) break
        const head = new DataView(bytes.buffer, bytes.byteOffset, headBytes)
        missing = head.getUint32(0)
        onRows(head.getUint32(4))
        isWhole = missing === 0
        bytes = bytes.subarray(headBytes)
        if (isWhole) break
      }
      rest = bytes.slice()
    },
    isWhole: () => isWhole,
  }
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

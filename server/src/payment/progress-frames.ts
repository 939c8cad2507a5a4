import { Transform } from 'node:stream'

/**
 * Wraps a file into frames that tell how far it is: 4 bytes length, 4 bytes rows so far, then the bytes. A frame of
 * length 0 ends it, so that a broken connection cannot pass for a whole file.
 */
export function progressFrames(rowsSoFar: () => number): Transform {
  const frame = (chunk: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(chunk.length, 0)
    head.writeUInt32BE(rowsSoFar(), 4)
    return Buffer.concat([head, chunk])
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, frame(chunk))
    },
    flush(done) {
      done(null, frame(Buffer.alloc(0)))
    },
  })
}

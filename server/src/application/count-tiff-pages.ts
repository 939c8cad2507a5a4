/**
 * Pages of a TIFF: its chain of image directories, as TIFF 6.0 describes it (section 2). Counting ends at two, since
 * more than one is refused, whatever the number; a chain that bites its own tail ends there, too.
 *
 * @returns undefined for a broken file; BigTIFF is read as broken, scanners do not write it
 */
export function countTiffPages(content: Uint8Array): number | undefined {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const isLittle = view.byteLength >= 8 && view.getUint16(0) === 0x4949
  if (view.byteLength < 8 || view.getUint16(2, isLittle) !== 42) return undefined
  let pages = 0
  let at = view.getUint32(4, isLittle)
  while (at !== 0 && pages < 2) {
    if (at + 2 > view.byteLength) return undefined
    const next = at + 2 + 12 * view.getUint16(at, isLittle)
    if (next + 4 > view.byteLength) return undefined
    pages += 1
    at = view.getUint32(next, isLittle)
  }
  return pages
}

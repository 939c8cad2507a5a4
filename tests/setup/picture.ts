import { createHash } from 'node:crypto'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** Sixteen shades of each primary colour: what the eye does not miss costs a third of the bytes. */
export function packPicture(screenshot: Buffer): Buffer {
  const png = PNG.sync.read(screenshot)
  for (let at = 0; at < png.data.length; at += 1) {
    const shade = png.data[at] ?? 0
    png.data[at] = (shade & 0xf0) | (shade >> 4)
  }
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 })
}

export interface PictureDifference {
  readonly pixels: number
  /** The reference, pale, with what differs in red. */
  readonly picture: Buffer
}

/** `undefined`: the two show the same. Other sizes differ in everything. */
export function comparePictures(reference: Buffer, actual: Buffer): PictureDifference | undefined {
  const [before, now] = [PNG.sync.read(reference), PNG.sync.read(actual)]
  if (before.width !== now.width || before.height !== now.height) {
    return { pixels: now.width * now.height, picture: actual }
  }
  const difference = new PNG({ width: now.width, height: now.height })
  const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, {
    threshold: 0.12,
  })
  return pixels <= pixelsMax ? undefined : { pixels, picture: PNG.sync.write(difference) }
}

/** A blinking cursor is more than this, a letter that moved by a pixel, too. */
const pixelsMax = 12

/**
 * Times, ids, keys and ports differ from run to run; each is written over by one of the same length, so that the
 * layout stays what it is.
 */
export async function steadyWords(page: Page): Promise<void> {
  await page.evaluate(() => {
    const rules: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
      [
        /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
        '01234567-89ab-4cde-8f01-23456789abcd',
      ],
      // Versions of messages are days of 2024, and stay.
      [/\b20(?!24)\d\d-\d\d-\d\d\b/g, '2026-01-02'],
      [/\b\d\d:\d\d:\d\d\b/g, '03:04:05'],
      [/^\d\d-\d\d$/g, '01-02'],
      [/…[\w-]{8}$/g, '…01234567'],
      [/•{4}.{4}$/g, '••••0000'],
      [/\bimp\d{8}\b/g, 'imp01234567'],
      [/\btsim\w+/g, (found) => 'tsim'.padEnd(found.length, '0')],
      [/\blocalhost:\d+/g, 'localhost:14750'],
      [/\b\d{8}\b/g, '01234567'],
      [/\b\d{16}\b/g, '0123456789012345'],
      [/\b[1-9]\/(?=\d)/g, '1/'],
    ]
    const steady = (text: string): string =>
      rules.reduce((so, [found, word]) => {
        return typeof word === 'string' ? so.replace(found, word) : so.replace(found, word)
      }, text)
    // A word may stand in several texts side by side.
    document.body.normalize()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      const next = steady(text.trim())
      if (next !== text.trim()) node.textContent = text.replace(text.trim(), () => next)
    }
    for (const input of document.querySelectorAll('input')) input.value = steady(input.value)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
}

/** How this browser draws letters: the same words in the console's two faces, as pixels. */
export async function lettersOf(page: Page): Promise<string> {
  const drawn = await page.evaluate(async () => {
    await document.fonts.ready
    const canvas = document.createElement('canvas')
    canvas.width = 400
    canvas.height = 80
    const context = canvas.getContext('2d')
    if (context === null) return ''
    const style = getComputedStyle(document.body)
    context.font = `16px ${style.fontFamily}`
    context.fillText('나루 결제 내역 12,000원 Payments', 4, 24)
    const monospace = getComputedStyle(document.documentElement).getPropertyValue(
      '--mantine-font-family-monospace',
    )
    context.font = `16px ${monospace}`
    context.fillText('channel-key-0123', 4, 60)
    return canvas.toDataURL()
  })
  return createHash('sha256').update(drawn).digest('hex').slice(0, 16)
}

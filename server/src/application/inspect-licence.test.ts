import { PDFDocument } from '@cantoo/pdf-lib'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { countTiffPages } from './count-tiff-pages.ts'
import { inspectLicence } from './inspect-licence.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(200),
])

async function pdf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let page = 0; page < pages; page += 1) document.addPage()
  return document.save()
}
/** `pages` image directories without a single entry; the last one may point back to the first. */
function tiff(pages: number, isLoop = false): Buffer {
  const content = Buffer.alloc(8 + 6 * pages)
  content.write('II*\0', 'latin1')
  content.writeUInt32LE(8, 4)
  for (let page = 0; page < pages; page += 1) {
    const next = page + 1 < pages ? 8 + 6 * (page + 1) : isLoop ? 8 : 0
    content.writeUInt32LE(next, 8 + 6 * page + 2)
  }
  return Buffer.concat([content, Buffer.alloc(200)])
}
const refused = (type: string) => ({ kind: 'refused', type })

test('each kind is known by its content', async () => {
  expect(await inspectLicence(png)).toEqual({ kind: 'good', mediaType: 'image/png' })
  expect(await inspectLicence(jpeg)).toEqual({ kind: 'good', mediaType: 'image/jpeg' })
  expect(await inspectLicence(await pdf(1))).toEqual({ kind: 'good', mediaType: 'application/pdf' })
  expect(await inspectLicence(tiff(1))).toEqual({ kind: 'good', mediaType: 'image/tiff' })
})

test('a second page is refused', async () => {
  expect(await inspectLicence(await pdf(2))).toEqual(refused('LicencePagesError'))
  expect(await inspectLicence(tiff(2))).toEqual(refused('LicencePagesError'))
  expect(await inspectLicence(tiff(1, true))).toEqual(refused('LicencePagesError'))
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a drawing that can hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)])],
  ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(300)])],
])('%s is no licence', async (_name, content) => {
  expect(await inspectLicence(content)).toEqual(refused('LicenceKindError'))
})

test('damaged files are told from files of another kind', async () => {
  expect(await inspectLicence(Buffer.from('%PDF-1.7\nhello'))).toEqual(refused('LicenceUnreadableError'))
  const outside = Buffer.concat([Buffer.from('49492a00ffffff0f', 'hex'), Buffer.alloc(100)])
  expect(countTiffPages(outside)).toBe(undefined)
  expect(countTiffPages(Buffer.from('II*'))).toBe(undefined)
})

// Goal: 1 MB that unpacks into a gigabyte costs a few seconds of one thread, not the process.
test('a PDF that unpacks without end is given up', async () => {
  const bomb = deflateSync(Buffer.alloc(300_000_000, 0x20))
  const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Length ${bomb.length}/Filter/FlateDecode>>\nstream\n`
  const content = Buffer.concat([
    Buffer.from(head),
    bomb,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF'),
  ])
  const before = process.memoryUsage().rss

  expect(await inspectLicence(content)).toEqual(refused('LicenceUnreadableError'))
  expect(process.memoryUsage().rss - before).toBeLessThan(900_000_000)
}, 20_000)

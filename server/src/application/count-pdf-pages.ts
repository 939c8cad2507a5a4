import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const library = createRequire(import.meta.url).resolve('@cantoo/pdf-lib')
const patienceMs = 4_000

/**
 * The reader runs in a thread of its own that is ended when it takes too long or too much: a small file may be made to
 * unpack into gigabytes. Written as text, because a thread cannot start from a TypeScript source.
 */
const reader = `
const { parentPort, workerData } = require('node:worker_threads')
const { PDFDocument } = require(workerData.library)
PDFDocument.load(workerData.content, { updateMetadata: false })
  .then((document) => parentPort.postMessage(document.getPageCount()), () => parentPort.postMessage(undefined))
`

let last: Promise<unknown> = Promise.resolve()

/** Pages of a PDF; undefined for a broken or locked one. One file at a time in this process. */
export function countPdfPages(content: Uint8Array): Promise<number | undefined> {
  const turn = last.then(() => count(content))
  last = turn
  return turn
}

async function count(content: Uint8Array): Promise<number | undefined> {
  const worker = new Worker(reader, {
    eval: true,
    workerData: { library, content },
    resourceLimits: { maxOldGenerationSizeMb: 128 },
    stdout: true,
    stderr: true,
  })
  try {
    return await new Promise<number | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), patienceMs)
      const settle = (pages: unknown) => {
        clearTimeout(timer)
        resolve(typeof pages === 'number' ? pages : undefined)
      }
      worker.once('message', settle)
      worker.once('error', () => settle(undefined))
      worker.once('exit', () => settle(undefined))
    })
  } finally {
    await worker.terminate()
  }
}

import { pipeline } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExportFormat } from '../wire/console-payments.ts'
import { progressFrames } from './progress-frames.ts'
import type { Download } from './start-download.ts'

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ExportFormat, string>

/** Sends a download as a file, or in frames that tell how far it is when the caller asks for them. */
export function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  file: Download,
  { name, format, now }: { readonly name: string; readonly format: ExportFormat; readonly now: Date },
): FastifyReply {
  void reply.headers({ 'x-naru-rows': String(file.rows), 'cache-control': 'no-store' })
  if (request.headers['x-naru-progress'] === '1') {
    const frames = progressFrames(file.written)
    // Whichever side breaks, the other one ends with it.
    pipeline(file.output, frames, () => undefined)
    return reply.type('application/octet-stream').send(frames)
  }
  const at = now.toISOString().slice(0, 16).replaceAll(/\D/g, '')
  return reply
    .type(contentTypes[format])
    .header('content-disposition', `attachment; filename="${name}-${at}.${format}"`)
    .send(file.output)
}

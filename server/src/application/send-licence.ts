import type { FastifyReply } from 'fastify'
import type { OpenedLicence } from './licence-file.ts'

/**
 * Sends a licence to be saved, never to be shown in a page of ours: as an attachment, of the kind that its content
 * was found to be, and with no right to run anything should a browser open it nevertheless.
 */
export function sendLicence(reply: FastifyReply, licence: OpenedLicence): FastifyReply {
  // RFC 6266: a plain name for old clients, the real one in UTF-8.
  const plain = licence.name.replaceAll(/[^\w.-]+/g, '_')
  const encoded = encodeURIComponent(licence.name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  )
  return reply
    .header('content-type', licence.mediaType)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(licence.content)
}

/** The last part of what the browser called the file: no folders, nothing that cannot be printed. */
export function fileName(given: unknown): string {
  const text = typeof given === 'string' ? given : ''
  const last = text.split(/[/\\]/).at(-1) ?? ''
  const clean = Array.from(last.replaceAll(/[\p{C}"<>:|?*]/gu, '').trim())
    .slice(0, 150)
    .join('')
  return /^\.*$/.test(clean) ? '사업자등록증' : clean
}

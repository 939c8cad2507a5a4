import { ConsoleFailure } from '../api/failure.ts'
import { currentLanguage } from '../language/language.ts'
import { createFrameReader } from './frame-reader.ts'

export interface DownloadProgress {
  readonly rows: number
  readonly total: number
}

/**
 * Fetches a list as a file, and tells how far it is.
 *
 * @throws ConsoleFailure with the server's refusal, or of status 0 when the connection broke before the end
 */
export async function downloadFile(
  path: string,
  body: object,
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<{ readonly file: Blob; readonly rows: number }> {
  const answer = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    signal,
    headers: {
      'content-type': 'application/json',
      'accept-language': currentLanguage(),
      'x-naru-console': '1',
      'x-naru-progress': '1',
    },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw signal.aborted ? error : new ConsoleFailure(0, {})
  })
  if (!answer.ok || answer.body === null) {
    const refusal: unknown = await answer.json().catch(() => ({}))
    throw new ConsoleFailure(
      answer.status,
      typeof refusal === 'object' && refusal !== null ? { ...refusal } : {},
    )
  }
  const total = Number(answer.headers.get('x-naru-rows') ?? 0)
  const parts: BlobPart[] = []
  const frames = createFrameReader({
    onData: (bytes) => parts.push(bytes.slice()),
    onRows: (rows) => onProgress({ rows, total }),
  })
  const reader = answer.body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw signal.aborted ? error : new ConsoleFailure(0, {})
    })
    if (done) break
    frames.push(value)
  }
  if (!frames.isWhole()) throw new ConsoleFailure(0, {})
  return { file: new Blob(parts), rows: total }
}

/** Hands a file to the browser's own download. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

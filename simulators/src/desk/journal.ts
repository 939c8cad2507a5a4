import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The paper behind a PG's books: one JSON record per line, appended, never
 * rewritten. A record is a whole snapshot, so the last one of a key wins and a
 * half-written last line (a killed process) costs only that line.
 */
export interface Journal {
  append(record: JournalRecord): void
  close(): void
}

export interface JournalRecord {
  readonly type: string
  readonly value: unknown
}

/** Opens the journal and hands every earlier record to `replay`. Without a path nothing outlives the process. */
export function openJournal(path: string | undefined, replay: (record: JournalRecord) => void): Journal {
  if (path === undefined) return { append: () => undefined, close: () => undefined }

  mkdirSync(dirname(path), { recursive: true })
  const earlier = existsSync(path) ? readFileSync(path, 'utf8') : ''
  for (const line of earlier.split('\n')) {
    const record = readRecord(line)
    if (record !== undefined) replay(record)
  }

  const file = openSync(path, 'a', 0o600)
  if (earlier !== '' && !earlier.endsWith('\n')) writeSync(file, '\n')
  return {
    append: (record) => {
      writeSync(file, `${JSON.stringify(record)}\n`)
    },
    close: () => closeSync(file),
  }
}

function readRecord(line: string): JournalRecord | undefined {
  if (line === '') return undefined
  try {
    const record: unknown = JSON.parse(line)
    if (typeof record !== 'object' || record === null || !('type' in record) || !('value' in record))
      return undefined
    return typeof record.type === 'string' ? { type: record.type, value: record.value } : undefined
  } catch {
    return undefined
  }
}

import type { DeskClock } from './clock.ts'

/** A server-to-server message of a PG, kept until the merchant acknowledged it or the PG gave up. */
export interface Note {
  readonly id: string
  readonly orderId: string
  readonly url: string
  readonly contentType: string
  /** Of PGs that sign their messages in headers. */
  readonly headers?: Readonly<Record<string, string>>
  /** Base64 of the bytes: notes may be EUC-KR. */
  readonly body: string
  /** What the PG takes as received: any 200, a body of exactly `OK`, or a body that says so somewhere. */
  readonly wants: 'status-200' | 'body-OK' | { readonly bodyHas: string }
  readonly attempts: number
  readonly maxAttempts: number
  readonly state: 'waiting' | 'acknowledged' | 'given-up'
}

export interface NoteAttempt {
  readonly noteId: string
  readonly url: string
  readonly acknowledged: boolean
  /** Absent when nobody answered. */
  readonly status?: number
  readonly body?: string
  readonly error?: string
}

export type NoteTransport = (
  url: string,
  contentType: string,
  body: Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: string }>

const ANSWER_TIMEOUT_MS = 10_000
const LONGEST_PAUSE_MS = 60_000

/** Sends notes and repeats the unacknowledged ones: after 1, 2, 4, … seconds, at most a minute apart. */
export class NoteSender {
  readonly #waiting = new Map<string, Note>()
  readonly #timers = new Map<string, () => void>()
  readonly #clock: DeskClock
  readonly #remember: (note: Note) => void
  readonly #transport: NoteTransport
  #isStopped = false

  constructor(clock: DeskClock, remember: (note: Note) => void, transport: NoteTransport = postNote) {
    this.#clock = clock
    this.#remember = remember
    this.#transport = transport
  }

  /** Takes up a note from the journal of an earlier run; the last record of an id wins. */
  recall(note: Note): void {
    if (note.state === 'waiting') this.#waiting.set(note.id, note)
    else this.#waiting.delete(note.id)
  }

  /** Repeats everything unacknowledged now: after a restart, or when the desk moved the clock. */
  repeatWaiting(): Promise<readonly NoteAttempt[]> {
    return Promise.all([...this.#waiting.values()].map((note) => this.send(note)))
  }

  /** One attempt now; a repeat is booked when it was not acknowledged. */
  async send(note: Note): Promise<NoteAttempt> {
    this.#timers.get(note.id)?.()
    this.#timers.delete(note.id)
    const attempt = await this.#attempt(note)
    const attempts = note.attempts + 1
    const state = attempt.acknowledged
      ? 'acknowledged'
      : attempts >= note.maxAttempts
        ? 'given-up'
        : 'waiting'
    const after: Note = { ...note, attempts, state }
    this.recall(after)
    this.#remember(after)
    if (state === 'waiting' && !this.#isStopped) {
      const pause = Math.min(1_000 * 2 ** (attempts - 1), LONGEST_PAUSE_MS)
      this.#timers.set(
        note.id,
        this.#clock.after(pause, () => void this.send(after)),
      )
    }
    return attempt
  }

  stop(): void {
    this.#isStopped = true
    for (const callOff of this.#timers.values()) callOff()
    this.#timers.clear()
  }

  async #attempt(note: Note): Promise<NoteAttempt> {
    try {
      const answer = await this.#transport(
        note.url,
        note.contentType,
        Buffer.from(note.body, 'base64'),
        note.headers,
      )
      const acknowledged = isReceived(note.wants, answer)
      return {
        noteId: note.id,
        url: note.url,
        acknowledged,
        status: answer.status,
        body: answer.body.slice(0, 2_000),
      }
    } catch (cause) {
      return { noteId: note.id, url: note.url, acknowledged: false, error: String(cause) }
    }
  }
}

function isReceived(
  wants: Note['wants'],
  answer: { readonly status: number; readonly body: string },
): boolean {
  if (typeof wants === 'object') return answer.body.includes(wants.bodyHas)
  return wants === 'body-OK' ? answer.body === 'OK' : answer.status === 200
}

async function postNote(
  url: string,
  contentType: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': contentType },
    body: Buffer.from(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  })
  return { status: answer.status, body: await answer.text() }
}

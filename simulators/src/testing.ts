import type { NoteTransport } from './desk/notes.ts'
import { startSimulators } from './index.ts'
import type { RunningSimulators, SimulatorOptions } from './index.ts'

/** A clock that stands still until a test moves it; its timers run when they fall due. */
export class TestClock {
  #now = Date.parse('2026-01-05T00:00:00Z')
  #timers: { readonly due: number; readonly run: () => void }[] = []

  now(): Date {
    return new Date(this.#now)
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { due: this.#now + milliseconds, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  move(milliseconds: number): void {
    this.#now += milliseconds
    const due = this.#timers.filter((timer) => timer.due <= this.#now)
    this.#timers = this.#timers.filter((timer) => timer.due > this.#now)
    for (const timer of due) timer.run()
  }
}

export interface ReceivedNote {
  readonly url: string
  readonly contentType: string
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}
type NoteAnswer = { readonly status: number; readonly body: string }

/** A merchant's mailbox for notices: keeps every one, answers as the test says. */
export class Mailbox {
  readonly received: ReceivedNote[] = []
  answer: NoteAnswer | ((note: ReceivedNote) => NoteAnswer) = { status: 200, body: 'OK' }
  #arrived: (() => void) | undefined

  readonly transport: NoteTransport = async (url, contentType, body, headers = {}) => {
    const note = { url, contentType, body, headers }
    this.received.push(note)
    this.#arrived?.()
    return typeof this.answer === 'function' ? this.answer(note) : this.answer
  }

  /** Resolves once so many notices came in all. */
  async count(expected: number): Promise<void> {
    while (this.received.length < expected)
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
  }
}

export interface Bench {
  readonly running: RunningSimulators
  readonly clock: TestClock
  readonly mailbox: Mailbox
  /** JSON in, JSON out. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  form(path: string, fields: Record<string, string>): Promise<Answered>
}

export interface Answered {
  readonly status: number
  readonly bytes: Uint8Array
  readonly text: string
  /** Parsed, or an empty record. */
  readonly json: Record<string, unknown>
}

/** Starts the simulators on a free port with a still clock and a mailbox instead of the network. */
export async function bench(options: Partial<SimulatorOptions> = {}): Promise<Bench> {
  const clock = new TestClock()
  const mailbox = new Mailbox()
  const running = await startSimulators({ port: 0, clock, noteTransport: mailbox.transport, ...options })
  const send = async (method: string, path: string, init: RequestInit): Promise<Answered> => {
    const answer = await fetch(running.origin + path, { method, redirect: 'manual', ...init })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const text = Buffer.from(bytes).toString('utf8')
    return { status: answer.status, bytes, text, json: parsed(text) }
  }
  return {
    running,
    clock,
    mailbox,
    call: (method, path, body, headers) =>
      send(method, path, {
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    form: (path, fields) =>
      send('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

import { openJournal } from './journal.ts'
import type { Journal } from './journal.ts'

/** A PG's records by key, kept in memory and written to the journal; a restart reads them back. */
export class Archive {
  readonly #shelves = new Map<string, { recall(value: unknown): void }>()
  #journal: Journal | undefined

  /** A kind of record. Make all shelves before `open`. */
  shelf<Value>(type: string, keyOf: (value: Value) => string): Shelf<Value> {
    const shelf = new Shelf<Value>(keyOf, (value) => this.#journal?.append({ type, value }))
    this.#shelves.set(type, shelf)
    return shelf
  }

  open(path: string | undefined): void {
    this.#journal = openJournal(path, (record) => this.#shelves.get(record.type)?.recall(record.value))
  }

  close(): void {
    this.#journal?.close()
    this.#journal = undefined
  }
}

export class Shelf<Value> {
  readonly #values = new Map<string, Value>()
  readonly #keyOf: (value: Value) => string
  readonly #append: (value: Value) => void
  readonly #watchers: ((value: Value) => void)[] = []

  constructor(keyOf: (value: Value) => string, append: (value: Value) => void) {
    this.#keyOf = keyOf
    this.#append = append
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  /** Writes a new snapshot. */
  put(value: Value): Value {
    this.#take(value)
    this.#append(value)
    return value
  }

  all(): readonly Value[] {
    return [...this.#values.values()]
  }

  /** Tells of every snapshot, recalled ones included: for indexes. */
  watch(watcher: (value: Value) => void): void {
    this.#watchers.push(watcher)
  }

  recall(value: unknown): void {
    // The border: the journal is this program's own file, written by `put` alone.
    this.#take(value as Value)
  }

  #take(value: Value): void {
    this.#values.set(this.#keyOf(value), value)
    for (const watcher of this.#watchers) watcher(value)
  }
}

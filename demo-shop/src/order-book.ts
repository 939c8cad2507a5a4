import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Order } from './order.ts'

/** The shop's orders, kept in one JSON file; enough for a demonstration, not for a shop. */
export class OrderBook {
  readonly #path: string
  readonly #orders: Map<string, Order>
  readonly #watchers = new Map<string, Set<() => void>>()
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, orders: readonly Order[]) {
    this.#path = path
    this.#orders = new Map(orders.map((order) => [order.id, order]))
  }

  static async open(folder: string): Promise<OrderBook> {
    await mkdir(folder, { recursive: true })
    const path = join(folder, 'orders.json')
    return new OrderBook(path, await readOrders(path))
  }

  find(id: string): Order | undefined {
    return this.#orders.get(id)
  }

  latest(count: number): readonly Order[] {
    return [...this.#orders.values()]
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, count)
  }

  /** Keeps the order and tells the pages that show it. */
  async save(order: Order): Promise<void> {
    const before = JSON.stringify(this.#orders.get(order.id))
    this.#orders.set(order.id, order)
    if (before === JSON.stringify(order)) return
    // A failed write must not block the ones after it; its own caller hears of it.
    this.#writing = this.#writing.catch(() => {}).then(async () => this.#write())
    await this.#writing
    for (const told of this.#watchers.get(order.id) ?? []) told()
  }

  /** Calls back on every change of one order; the returned function ends it. */
  watch(id: string, told: () => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set()
    this.#watchers.set(id, watchers.add(told))
    return () => {
      watchers.delete(told)
      if (watchers.size === 0) this.#watchers.delete(id)
    }
  }

  /** Written beside and moved over, so that a crash leaves the old book or the new one, never half of one. */
  async #write(): Promise<void> {
    const draft = `${this.#path}.new`
    await writeFile(draft, JSON.stringify([...this.#orders.values()], null, 2), { mode: 0o600 })
    await rename(draft, this.#path)
  }
}

async function readOrders(path: string): Promise<readonly Order[]> {
  try {
    // Our own file, written by `save` above.
    return JSON.parse(await readFile(path, 'utf8')) as readonly Order[]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new Error(`order book ${path} cannot be read`, { cause: error })
  }
}

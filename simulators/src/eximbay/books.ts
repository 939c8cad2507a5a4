import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactDate } from '../desk/seoul-time.ts'
import type { Surroundings } from '../desk/simulator.ts'
import { wasPaid } from './order.ts'
import type { EximbayOrder } from './order.ts'

/** A `ready` that a window may be opened for: the key that it was given, and exactly what it was given for. */
export interface EximbayReady {
  readonly fgkey: string
  readonly mid: string
  /** JSON text. */
  readonly request: string
}

/** Everything that this PG remembers. */
export class EximbayBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<EximbayOrder>
  readonly readies: Shelf<EximbayReady>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #sessionOfTransid = new Map<string, string>()
  readonly #sessionsOfRef = new Map<string, string[]>()

  constructor(surroundings: Surroundings, known: readonly MerchantRegistration[]) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<EximbayOrder>('order', (order) => order.sessionId)
    this.readies = this.#archive.shelf<EximbayReady>('ready', (ready) => ready.fgkey)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.orders.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath)
    this.notes = new NoteSender(
      surroundings.clock,
      (note) => notes.put(note.state === 'waiting' ? note : { ...note, body: '' }),
      surroundings.noteTransport,
    )
    for (const note of notes.all()) this.notes.recall(note)
    for (const account of known) if (this.merchants.get(account.mid) === undefined) this.register(account)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  /** Every merchant has one, whether or not his platform was told. */
  secretKey(mid: string): string {
    const { credentials = {} } = this.merchants.get(mid) ?? {}
    return credentials['secretKey'] ?? credentials['reconciliationSecretKey'] ?? `unknown to the shop ${mid}`
  }

  merchantOfApiKey(apiKey: string): Merchant | undefined {
    if (apiKey === '') return undefined
    return this.merchants.all().find(({ credentials }) => credentials['apiKey'] === apiKey)
  }

  ofTransid(transid: string): EximbayOrder | undefined {
    return this.orders.get(this.#sessionOfTransid.get(transid) ?? '')
  }

  ofToken(token: string): EximbayOrder | undefined {
    return token === '' ? undefined : this.orders.all().find((order) => order.token === token)
  }

  /** The opening that counts for a reference: the paid one, else one that waits for cash, else the latest. */
  ofRef(ref: string, mid?: string): EximbayOrder | undefined {
    const orders = (this.#sessionsOfRef.get(ref) ?? [])
      .map((id) => this.orders.get(id))
      .filter((order) => order !== undefined)
      .filter((order) => mid === undefined || order.mid === mid)
    return orders.find(wasPaid) ?? orders.find(({ state }) => state === 'REGISTERED') ?? orders.at(-1)
  }

  all(): readonly EximbayOrder[] {
    return [...this.#sessionsOfRef.keys()]
      .map((ref) => this.ofRef(ref))
      .filter((order) => order !== undefined)
  }

  /** 24 characters: MID, date of Seoul, a number. */
  newTransid(mid: string): string {
    return `${mid}${compactDate(this.now())}${randomDigits(6)}`
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: EximbayOrder): void {
    if (order.transid !== '') this.#sessionOfTransid.set(order.transid, order.sessionId)
    const sessions = this.#sessionsOfRef.get(order.ref) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfRef.set(order.ref, [...sessions, order.sessionId])
  }
}

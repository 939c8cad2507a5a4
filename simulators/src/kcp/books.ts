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
import type { KcpIdentity } from './identity.ts'
import type { KcpIdentityCode } from './identity-code.ts'
import { wasApproved } from './order.ts'
import type { KcpBatchKey, KcpMember, KcpOrder, KcpPurse } from './order.ts'

/** Everything that this PG remembers. */
export class KcpBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly sessions: Shelf<KcpOrder>
  readonly batchKeys: Shelf<KcpBatchKey>
  readonly members: Shelf<KcpMember>
  readonly purses: Shelf<KcpPurse>
  readonly identities: Shelf<KcpIdentity>
  readonly identityCodes: Shelf<KcpIdentityCode>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #sessionOfTno = new Map<string, string>()
  readonly #sessionOfSeal = new Map<string, string>()
  readonly #sessionsOfOrder = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.sessions = this.#archive.shelf<KcpOrder>('order', (order) => order.sessionId)
    this.batchKeys = this.#archive.shelf<KcpBatchKey>('batch-key', (key) => key.batchKey)
    this.members = this.#archive.shelf<KcpMember>('member', (member) => member.memberKey)
    this.purses = this.#archive.shelf<KcpPurse>('purse', (purse) => purse.purseId)
    this.identities = this.#archive.shelf<KcpIdentity>('identity', (identity) => identity.regCertKey)
    this.identityCodes = this.#archive.shelf<KcpIdentityCode>('identity-code', ({ certNo }) => certNo)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.sessions.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath)
    this.notes = new NoteSender(
      surroundings.clock,
      (note) => notes.put(note.state === 'waiting' ? note : { ...note, body: '' }),
      surroundings.noteTransport,
    )
    for (const note of notes.all()) this.notes.recall(note)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  ofTno(tno: string): KcpOrder | undefined {
    return this.sessions.get(this.#sessionOfTno.get(tno) ?? '')
  }

  ofSeal(encData: string): KcpOrder | undefined {
    return this.sessions.get(this.#sessionOfSeal.get(encData) ?? '')
  }

  /** The opening that counts for an order number: the approved one, else the latest. */
  ofOrder(orderNumber: string, siteCode?: string): KcpOrder | undefined {
    const orders = (this.#sessionsOfOrder.get(orderNumber) ?? [])
      .map((id) => this.sessions.get(id))
      .filter((order) => order !== undefined)
      .filter((order) => siteCode === undefined || order.siteCode === siteCode)
    return orders.find(wasApproved) ?? orders.at(-1)
  }

  orders(): readonly KcpOrder[] {
    return [...this.#sessionsOfOrder.keys()]
      .map((orderNumber) => this.ofOrder(orderNumber))
      .filter((order) => order !== undefined)
  }

  /** 14 digits: date of Seoul and a number. */
  newTno(): string {
    return `${compactDate(this.now())}${randomDigits(6)}`
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: KcpOrder): void {
    if (order.tno !== '') this.#sessionOfTno.set(order.tno, order.sessionId)
    if (order.encData !== undefined) this.#sessionOfSeal.set(order.encData, order.sessionId)
    const sessions = this.#sessionsOfOrder.get(order.orderNumber) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfOrder.set(order.orderNumber, [...sessions, order.sessionId])
  }
}

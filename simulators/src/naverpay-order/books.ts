import { randomUUID } from 'node:crypto'
import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { writeForm } from '../desk/form.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactDate } from '../desk/seoul-time.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { NaverOrder, ProductOrder, Review, Sheet } from './order.ts'

/** Everything that Naver Pay's order desk remembers. */
export class NaverOrderBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly sheets: Shelf<Sheet>
  readonly orders: Shelf<NaverOrder>
  readonly products: Shelf<ProductOrder>
  readonly reviews: Shelf<Review>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #ofCode = new Map<string, string[]>()
  readonly #productsOf = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.sheets = this.#archive.shelf<Sheet>('sheet', (sheet) => sheet.sheetKey)
    this.orders = this.#archive.shelf<NaverOrder>('order', (order) => order.orderId)
    this.products = this.#archive.shelf<ProductOrder>('product-order', (one) => one.productOrderId)
    this.reviews = this.#archive.shelf<Review>('review', (review) => review.reviewId)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.sheets.watch(({ sheetKey, mallManageCode }) => addTo(this.#ofCode, mallManageCode, sheetKey))
    this.products.watch(({ orderId, productOrderId }) => addTo(this.#productsOf, orderId, productOrderId))
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

  ofLicense(accessLicense: string): Merchant | undefined {
    return this.merchants.all().find(({ credentials }) => credentials['accessLicense'] === accessLicense)
  }

  /** The sheet that counts for a shop's own code: the ordered one, else the latest. */
  ofCode(mallManageCode: string): Sheet | undefined {
    const sheets = (this.#ofCode.get(mallManageCode) ?? [])
      .map((key) => this.sheets.get(key))
      .filter((sheet) => sheet !== undefined)
    return sheets.find(({ orderId }) => orderId !== undefined) ?? sheets.at(-1)
  }

  codes(): readonly string[] {
    return [...this.#ofCode.keys()]
  }

  productsOf(orderId: string): readonly ProductOrder[] {
    return (this.#productsOf.get(orderId) ?? [])
      .map((id) => this.products.get(id))
      .filter((one) => one !== undefined)
  }

  newId(): string {
    return `${compactDate(this.now())}${randomDigits(8)}`
  }

  /** Keeps a product order's new state and tells the shop that something changed, and nothing more. */
  change(product: ProductOrder, lastChange: string): ProductOrder {
    const changed = this.products.put({ ...product, lastChange, changedAt: this.now().toISOString() })
    void this.tell(changed)
    return changed
  }

  tell({ shopId, orderId, lastChange }: ProductOrder): Promise<readonly NoteAttempt[]> {
    const urls = this.merchants.get(shopId)?.notifyUrls ?? []
    return Promise.all(
      urls.map((url) =>
        this.notes.send({
          id: randomUUID(),
          orderId,
          url,
          contentType: 'application/x-www-form-urlencoded',
          body: Buffer.from(writeForm({ TYPE: lastChange }, 'utf-8'), 'utf8').toString('base64'),
          wants: { bodyHas: 'RESULT=TRUE' },
          attempts: 0,
          maxAttempts: 5,
          state: 'waiting',
        }),
      ),
    )
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }
}

function addTo(index: Map<string, string[]>, key: string, value: string): void {
  const values = index.get(key) ?? []
  if (!values.includes(value)) index.set(key, [...values, value])
}

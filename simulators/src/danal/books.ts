import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { DanalIdentity } from './identity.ts'

/** Everything that this PG remembers. */
export class DanalBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly identities: Shelf<DanalIdentity>
  readonly #archive = new Archive()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.identities = this.#archive.shelf<DanalIdentity>('identity', (identity) => identity.tid)
    this.#archive.open(surroundings.journalPath)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  close(): void {
    this.#archive.close()
  }
}

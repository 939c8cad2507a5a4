import { createHash } from 'node:crypto'
import type { Fate } from '../desk/magic.ts'
import { randomToken } from '../desk/random.ts'
import type { InicisBooks } from './books.ts'

/** A card, or the bill of a phone, that may be charged again. A card's number is kept as the PG shows it. */
export interface BillKey {
  readonly billKey: string
  readonly mid: string
  readonly card: { readonly code: string; readonly number: string }
  /** The key is of this phone's bill. */
  readonly phone?: string
  /** What the card's magic number does to a charge. */
  readonly fate?: Fate
}

export function issueKey(
  books: InicisBooks,
  mid: string,
  card: BillKey['card'] | undefined,
  fate: Fate | undefined,
  phone?: string,
): BillKey {
  const { code = '14', number = '' } = card ?? {}
  return books.billKeys.put({
    billKey: createHash('sha1').update(randomToken(32)).digest('hex'),
    mid,
    card: { code, number },
    ...(phone === undefined ? {} : { phone }),
    ...(fate === undefined ? {} : { fate }),
  })
}

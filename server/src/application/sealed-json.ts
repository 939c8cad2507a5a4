import { Secret } from '../foundation/secret.ts'
import type { SealedPlace, Vault } from '../foundation/sealing.ts'

type Place = Pick<SealedPlace, 'storeId' | 'table' | 'rowId'>

export function sealJson(vault: Vault, place: Place, value: unknown): Promise<string> {
  return vault.seal({ ...place, column: 'json' }, new Secret(JSON.stringify(value)))
}

/** What `sealJson` wrote. Its shape is checked by whoever asked. */
export async function openJson(vault: Vault, place: Place, sealed: string): Promise<unknown> {
  const value: unknown = JSON.parse((await vault.open({ ...place, column: 'json' }, sealed)).open())
  return value
}

import { mintImpUid } from '../credential/imp-uid.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import { readVerification } from './verification-store.ts'

/** An `imp_uid` that no verification of the store has: with one that has met an older id, both would be one. */
export async function freeCertificationId(
  deps: Pick<VerificationDependencies, 'database' | 'random'>,
  storeId: string,
): Promise<string> {
  for (;;) {
    const id = mintImpUid(deps.random)
    if ((await readVerification(deps.database, storeId, id)) === undefined) return id
  }
}

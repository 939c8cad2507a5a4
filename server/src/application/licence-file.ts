import { minute } from '../foundation/clock.ts'
import { sql } from '../foundation/database.ts'
import { Secret } from '../foundation/secret.ts'
import type { ThrottleRule } from '../merchant/throttle.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication, representativeStore } from './application-lock.ts'
import { readBusinessRow, readLicenceRow } from './business-store.ts'
import { inspectLicence, type InspectedLicence } from './inspect-licence.ts'

/** Each upload costs up to some seconds of one thread. */
export const licenceUploads: ThrottleRule = {
  purpose: 'licence-upload',
  attemptsMax: 30,
  windowMs: 10 * minute,
}

export interface OpenedLicence {
  readonly name: string
  readonly mediaType: string
  readonly content: Buffer
}

export type LicenceOutcome =
  | { readonly kind: 'saved' }
  | {
      readonly kind: 'refused'
      readonly type:
        | 'StoreBusinessInfoAlreadyRegisteredError'
        | 'LicenceNotFoundError'
        | Extract<InspectedLicence, { kind: 'refused' }>['type']
    }

const write = sql(
  'licence-write',
  `insert into business_licence (merchant_id, file_id, name, media_type, bytes, uploaded_at, uploaded_by)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (merchant_id) do update set file_id = excluded.file_id, name = excluded.name,
     media_type = excluded.media_type, bytes = excluded.bytes, uploaded_at = excluded.uploaded_at,
     uploaded_by = excluded.uploaded_by`,
)
const remove = sql('licence-remove', `delete from business_licence where merchant_id = $1`)

/**
 * Takes an uploaded licence. The file is written first and the row points at it afterwards, so a row never points at
 * nothing; a crash in between leaves a sealed file that nobody can reach.
 */
export async function saveLicence(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  file: { readonly name: string; readonly content: Buffer },
): Promise<LicenceOutcome> {
  const { merchantId } = actor
  const inspected = await inspectLicence(file.content)
  if (inspected.kind === 'refused') return inspected
  const storeId = await representativeStore(deps.database, merchantId)
  if (storeId === undefined) throw new Error(`${merchantId} has no representative store`)
  const fileId = deps.random.uuid()
  const text = new Secret(file.content.toString('base64'))
  await deps.files.write(
    licenceKey(merchantId, fileId),
    await deps.vault.seal(placeOf(storeId, fileId), text),
  )

  const former = await deps.database.transaction(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const business = await readBusinessRow(transaction, merchantId)
    if (business !== undefined && business.submitted_at !== null) return 'submitted'
    const before = await readLicenceRow(transaction, merchantId)
    const after = { name: file.name, mediaType: inspected.mediaType, bytes: file.content.length }
    await transaction.query(write, [
      merchantId,
      fileId,
      after.name,
      after.mediaType,
      after.bytes,
      deps.clock.now(),
      actor.userId,
    ])
    await deps.audit.record(transaction, actor, {
      action: 'business-licence.upload',
      storeId,
      target: merchantId,
      before: before === undefined ? undefined : { name: before.name, bytes: before.bytes },
      after,
    })
    return { fileId: before?.file_id }
  })
  if (former === 'submitted') {
    await deps.files.remove(licenceKey(merchantId, fileId))
    return { kind: 'refused', type: 'StoreBusinessInfoAlreadyRegisteredError' }
  }
  if (former.fileId !== undefined) await deps.files.remove(licenceKey(merchantId, former.fileId))
  return { kind: 'saved' }
}

export async function removeLicence(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
): Promise<LicenceOutcome> {
  const { merchantId } = actor
  const outcome = await deps.database.transaction(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const business = await readBusinessRow(transaction, merchantId)
    if (business !== undefined && business.submitted_at !== null) return 'submitted'
    const before = await readLicenceRow(transaction, merchantId)
    if (before === undefined) return undefined
    await transaction.query(remove, [merchantId])
    await deps.audit.record(transaction, actor, {
      action: 'business-licence.remove',
      target: merchantId,
      before: { name: before.name, bytes: before.bytes },
    })
    return before
  })
  if (outcome === 'submitted') return { kind: 'refused', type: 'StoreBusinessInfoAlreadyRegisteredError' }
  if (outcome === undefined) return { kind: 'refused', type: 'LicenceNotFoundError' }
  await deps.files.remove(licenceKey(merchantId, outcome.file_id))
  return { kind: 'saved' }
}

/** The file of this merchant and of no other: the key and the seal both name it. */
export async function openLicence(
  deps: Pick<ApplicationDependencies, 'database' | 'files' | 'vault'>,
  merchantId: string,
): Promise<OpenedLicence | undefined> {
  const [row, storeId] = await Promise.all([
    readLicenceRow(deps.database, merchantId),
    representativeStore(deps.database, merchantId),
  ])
  if (row === undefined || storeId === undefined) return undefined
  const sealed = await deps.files.read(licenceKey(merchantId, row.file_id))
  if (sealed === undefined) return undefined
  const text = await deps.vault.open(placeOf(storeId, row.file_id), sealed)
  return { name: row.name, mediaType: row.media_type, content: Buffer.from(text.open(), 'base64') }
}

/** Where the file of a merchant lies. */
export function licenceKey(merchantId: string, fileId: string): string {
  return `licences/${merchantId}/${fileId}`
}

function placeOf(storeId: string, fileId: string) {
  return { storeId, table: 'business_licence', column: 'file', rowId: fileId }
}

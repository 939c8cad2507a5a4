import { sql, type Database } from '../foundation/database.ts'
import type { BusinessInfo, BusinessView, LicenceView } from '../wire/console-application.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { blankBusinessInfo, parseBusinessInfo } from './business-info.ts'
import { openJson } from './sealed-json.ts'

export interface BusinessRow {
  readonly store_id: string
  readonly info_sealed: string
  readonly row_version: number
  readonly saved_at: Date
  readonly submitted_at: Date | null
}
export interface LicenceRow {
  readonly file_id: string
  readonly name: string
  readonly media_type: string
  readonly bytes: number
  readonly uploaded_at: Date
}

const read = sql(
  'business-read',
  `select store_id, info_sealed, row_version, saved_at, submitted_at from business_info where merchant_id = $1`,
)
const write = sql(
  'business-write',
  `insert into business_info (merchant_id, store_id, info_sealed, company_name, registration_number, row_version,
     saved_at, submitted_at, submitted_by)
   values ($1, $2, $3, $4, $5, $6 + 1, $7, $8, $9)
   on conflict (merchant_id) do update set store_id = excluded.store_id, info_sealed = excluded.info_sealed,
     company_name = excluded.company_name, registration_number = excluded.registration_number,
     row_version = excluded.row_version, saved_at = excluded.saved_at, submitted_at = excluded.submitted_at,
     submitted_by = excluded.submitted_by`,
)
const readLicence = sql(
  'licence-read',
  `select file_id, name, media_type, bytes, uploaded_at from business_licence where merchant_id = $1`,
)

export async function readBusinessRow(
  database: Database,
  merchantId: string,
): Promise<BusinessRow | undefined> {
  return (await database.query<BusinessRow>(read, [merchantId]))[0]
}

/** Only under `lockApplication`, after version and state were looked at. */
export async function writeBusinessRow(
  transaction: Database,
  row: {
    readonly merchantId: string
    readonly storeId: string
    readonly sealed: string
    readonly info: BusinessInfo
    readonly formerVersion: number
    readonly at: Date
    readonly submittedBy: string | undefined
  },
): Promise<void> {
  await transaction.query(write, [
    row.merchantId,
    row.storeId,
    row.sealed,
    row.info.companyName,
    row.info.registrationNumber,
    row.formerVersion,
    row.at,
    row.submittedBy === undefined ? null : row.at,
    row.submittedBy ?? null,
  ])
}

export async function readLicenceRow(
  database: Database,
  merchantId: string,
): Promise<LicenceRow | undefined> {
  return (await database.query<LicenceRow>(readLicence, [merchantId]))[0]
}

export async function readBusiness(
  deps: Pick<ApplicationDependencies, 'database' | 'vault'>,
  merchantId: string,
): Promise<BusinessView> {
  const [row, licence] = await Promise.all([
    readBusinessRow(deps.database, merchantId),
    readLicenceRow(deps.database, merchantId),
  ])
  return {
    state: row === undefined ? 'NONE' : row.submitted_at === null ? 'DRAFT' : 'SUBMITTED',
    info: row === undefined ? blankBusinessInfo : await openInfo(deps, merchantId, row),
    ...(licence === undefined ? {} : { licence: licenceView(licence) }),
    ...(row === undefined ? {} : { savedAt: row.saved_at.toISOString() }),
    ...(row?.submitted_at ? { submittedAt: row.submitted_at.toISOString() } : {}),
    rowVersion: row?.row_version ?? 0,
  }
}

async function openInfo(
  { vault }: Pick<ApplicationDependencies, 'vault'>,
  merchantId: string,
  row: BusinessRow,
): Promise<BusinessInfo> {
  const place = { storeId: row.store_id, table: 'business_info', rowId: merchantId }
  const parsed = parseBusinessInfo(await openJson(vault, place, row.info_sealed))
  if (!parsed.ok) throw new Error(`the business information of ${merchantId} cannot be read`)
  return parsed.info
}

function licenceView(row: LicenceRow): LicenceView {
  return {
    name: row.name,
    mediaType: row.media_type,
    bytes: row.bytes,
    uploadedAt: row.uploaded_at.toISOString(),
  }
}

import { sql, type Database } from '../foundation/database.ts'
import type { ImportPage, ImportView } from '../wire/console-reconciliation.ts'
import { withoutNulls } from './page-entries.ts'

const pageSize = 20

interface Row extends Omit<ImportView, 'fileName' | 'importedBy' | 'importedAt'> {
  readonly fileName: string | null
  readonly importedBy: string | null
  readonly importedAt: Date
  readonly sortAt: string
}

const page = sql(
  'settlement-import-page',
  `select import_id as "importId", mode, pg, pg_merchant_id as "pgMerchantId", origin, file_name as "fileName", from_day::text as "from",
     until_day::text as "until", line_count as lines, added, changed, imported_by as "importedBy", imported_at as "importedAt",
     imported_at::text as "sortAt"
   from settlement_import where merchant_id = $1 and ($2::timestamptz is null or (imported_at, import_id) < ($2, $3))
   order by imported_at desc, import_id desc limit $4`,
)

/** What was brought in, latest first. */
export async function listImports(
  database: Database,
  merchantId: string,
  cursor?: ImportCursor,
): Promise<ImportPage> {
  const rows = await database.query<Row>(page, [
    merchantId,
    cursor?.at ?? null,
    cursor?.importId ?? null,
    pageSize + 1,
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    items: shown.map(({ sortAt: _sortAt, importedAt, ...row }) => ({
      ...withoutNulls(row),
      importedAt: importedAt.toISOString(),
    })),
    ...(rows.length > pageSize && last !== undefined
      ? { nextCursor: Buffer.from(`${last.sortAt}|${last.importId}`).toString('base64url') }
      : {}),
  }
}

export interface ImportCursor {
  readonly at: string
  readonly importId: string
}

/** @returns undefined for text that is no cursor of ours */
export function readImportCursor(text: string): ImportCursor | undefined {
  const [, at, importId] =
    /^(\d{4}-\d{2}-\d{2} [\d:.+-]{8,30})\|([\w-]{1,64})$/.exec(
      Buffer.from(text, 'base64url').toString('utf8'),
    ) ?? []
  return at === undefined || importId === undefined || Number.isNaN(Date.parse(at))
    ? undefined
    : { at, importId }
}

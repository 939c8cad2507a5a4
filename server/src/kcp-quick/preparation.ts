import { sql, type Database } from '../foundation/database.ts'
import type { Vault } from '../foundation/sealing.ts'
import { Secret } from '../foundation/secret.ts'

/** What the merchant's server registers about an order that prepaid money shall pay (선불머니 거래 사전등록). */
export interface Preparation {
  readonly btid: string
  readonly customerAddress: string
  /** In won; only where the money is to be authorised beforehand (`prepaid_auth_yn`). */
  readonly prepaidAmount?: number
  readonly venderType?: string
  readonly rewardId?: string
}

interface PreparationDependencies {
  readonly database: Database
  readonly vault: Vault
}

const columns = '(store_id, merchant_uid, merchant_id, data, code_verifier_sealed, inserted_at, updated_at)'
const insert = sql(
  'kcp-quick-prepare',
  `insert into kcp_quick_preparation ${columns} values ($1, $2, $3, $4, $5, $6, $6)
   on conflict (store_id, merchant_uid) do nothing returning merchant_uid`,
)
const update = sql(
  'kcp-quick-prepare-again',
  `update kcp_quick_preparation set data = $3, code_verifier_sealed = $4, updated_at = $5
   where store_id = $1 and merchant_uid = $2 returning merchant_uid`,
)
const read = sql(
  'kcp-quick-read-preparation',
  `select data, code_verifier_sealed from kcp_quick_preparation where store_id = $1 and merchant_uid = $2`,
)

export interface PrepareRequest {
  readonly storeId: string
  readonly merchantId: string
  readonly merchantUid: string
  readonly preparation: Preparation
  readonly codeVerifier: Secret
  readonly now: Date
}

/** @returns false where there is one already */
export async function prepareQuick(deps: PreparationDependencies, request: PrepareRequest): Promise<boolean> {
  const { storeId, merchantUid, merchantId, preparation, now } = request
  const sealed = await seal(deps.vault, request)
  const rows = await deps.database.query(insert, [
    storeId,
    merchantUid,
    merchantId,
    JSON.stringify(preparation),
    sealed,
    now,
  ])
  return rows.length === 1
}

/** @returns false where there is none */
export async function changeQuick(deps: PreparationDependencies, request: PrepareRequest): Promise<boolean> {
  const { storeId, merchantUid, preparation, now } = request
  const sealed = await seal(deps.vault, request)
  const rows = await deps.database.query(update, [
    storeId,
    merchantUid,
    JSON.stringify(preparation),
    sealed,
    now,
  ])
  return rows.length === 1
}

/** What was registered, with the verifier opened for the one call that hands it to the PG. */
export async function readPreparation(
  { database, vault }: PreparationDependencies,
  storeId: string,
  merchantUid: string,
): Promise<(Preparation & { readonly codeVerifier: string }) | undefined> {
  const [row] = await database.query<{ data: Preparation; code_verifier_sealed: string }>(read, [
    storeId,
    merchantUid,
  ])
  if (row === undefined) return undefined
  const opened = await vault.open(placeOf(storeId, merchantUid), row.code_verifier_sealed)
  return { ...row.data, codeVerifier: opened.open() }
}

function seal(vault: Vault, { storeId, merchantUid, codeVerifier }: PrepareRequest): Promise<string> {
  return vault.seal(placeOf(storeId, merchantUid), codeVerifier)
}

function placeOf(storeId: string, merchantUid: string) {
  return { storeId, table: 'kcp_quick_preparation', column: 'code_verifier_sealed', rowId: merchantUid }
}

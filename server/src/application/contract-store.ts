import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ApplicationEvent, ContractState } from '../wire/console-application.ts'
import { isContractState } from './contract.ts'

export interface Contract {
  readonly contractId: string
  readonly pg: string
  readonly method: string
  readonly state: ContractState
  readonly extraSealed: string
  readonly appliedAt: Date
  readonly stateChangedAt: Date
  readonly rowVersion: number
}

interface ContractRow {
  readonly contract_id: string
  readonly pg: string
  readonly method: string
  readonly state: string
  readonly extra_sealed: string
  readonly applied_at: Date
  readonly state_changed_at: Date
  readonly row_version: number
}

const columns = `contract_id, pg, method, state, extra_sealed, applied_at, state_changed_at, row_version`
const list = sql(
  'contract-list',
  `select ${columns} from application_contract where merchant_id = $1 order by applied_at desc, contract_id`,
)
const read = sql(
  'contract-read',
  `select ${columns} from application_contract where merchant_id = $1 and contract_id = $2`,
)
const insert = sql(
  'contract-insert',
  `insert into application_contract (merchant_id, contract_id, pg, method, state, extra_sealed, applied_at, applied_by,
     state_changed_at, row_version) values ($1, $2, $3, $4, 'APPLIED', $5, $6, $7, $6, 1)`,
)
/** Guarded by the version that the mover has seen; no row back: somebody else was faster. */
const move = sql(
  'contract-move',
  `update application_contract set state = $4, state_changed_at = $5, row_version = row_version + 1
   where merchant_id = $1 and contract_id = $2 and row_version = $3 returning contract_id`,
)
const insertEvent = sql(
  'application-event-insert',
  `insert into application_event (merchant_id, event_id, at, kind, contract_id, from_state, to_state, note)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const listEvents = sql(
  'application-event-list',
  `select e.event_id, e.at, e.kind, e.contract_id, e.from_state, e.to_state, e.note, c.pg, c.method
   from application_event e
   left join application_contract c on c.merchant_id = e.merchant_id and c.contract_id = e.contract_id
   where e.merchant_id = $1 order by e.event_id desc limit 200`,
)
const readEvent = sql(
  'application-event-read',
  `select e.event_id, e.at, e.kind, e.contract_id, e.from_state, e.to_state, e.note, c.pg, c.method
   from application_event e
   left join application_contract c on c.merchant_id = e.merchant_id and c.contract_id = e.contract_id
   where e.merchant_id = $1 and e.event_id = $2`,
)

/** An event as it is stored; `method` is text, because an older one may be unknown today. */
export interface StoredEvent {
  readonly at: Date
  readonly kind: ApplicationEvent['kind']
  readonly contractId: string | undefined
  readonly pg: string | undefined
  readonly method: string | undefined
  readonly from: ContractState | undefined
  readonly to: ContractState | undefined
  readonly text: string | undefined
}

interface EventRow {
  readonly at: Date
  readonly kind: ApplicationEvent['kind']
  readonly contract_id: string | null
  readonly from_state: string | null
  readonly to_state: string | null
  readonly note: string | null
  readonly pg: string | null
  readonly method: string | null
}

export async function listContracts(database: Database, merchantId: string): Promise<readonly Contract[]> {
  return (await database.query<ContractRow>(list, [merchantId])).map(contractFromRow)
}

export async function readContract(
  database: Database,
  merchantId: string,
  contractId: string,
): Promise<Contract | undefined> {
  const [row] = await database.query<ContractRow>(read, [merchantId, contractId])
  return row === undefined ? undefined : contractFromRow(row)
}

export async function insertContract(
  transaction: Database,
  contract: {
    readonly merchantId: string
    readonly contractId: string
    readonly pg: string
    readonly method: string
    readonly extraSealed: string
    readonly at: Date
    readonly by: string
  },
): Promise<void> {
  await transaction.query(insert, [
    contract.merchantId,
    contract.contractId,
    contract.pg,
    contract.method,
    contract.extraSealed,
    contract.at,
    contract.by,
  ])
}

export async function moveContractRow(
  transaction: Database,
  merchantId: string,
  contract: Pick<Contract, 'contractId' | 'rowVersion'>,
  to: ContractState,
  at: Date,
): Promise<boolean> {
  const moved = await transaction.query(move, [merchantId, contract.contractId, contract.rowVersion, to, at])
  return moved.length === 1
}

/** @returns the event's id, which names it in a mail that is to be sent */
export async function insertApplicationEvent(
  transaction: Database,
  random: Random,
  event: {
    readonly merchantId: string
    readonly at: Date
    readonly kind: ApplicationEvent['kind']
    readonly contractId?: string
    readonly from?: ContractState
    readonly to?: ContractState
    readonly text?: string
  },
): Promise<string> {
  const eventId = random.id()
  await transaction.query(insertEvent, [
    event.merchantId,
    eventId,
    event.at,
    event.kind,
    event.contractId ?? null,
    event.from ?? null,
    event.to ?? null,
    event.text ?? null,
  ])
  return eventId
}

export async function listApplicationEvents(
  database: Database,
  merchantId: string,
): Promise<readonly StoredEvent[]> {
  return (await database.query<EventRow>(listEvents, [merchantId])).map(eventFromRow)
}

export async function readApplicationEvent(
  database: Database,
  merchantId: string,
  eventId: string,
): Promise<StoredEvent | undefined> {
  const [row] = await database.query<EventRow>(readEvent, [merchantId, eventId])
  return row === undefined ? undefined : eventFromRow(row)
}

function eventFromRow(row: EventRow): StoredEvent {
  return {
    at: row.at,
    kind: row.kind,
    contractId: row.contract_id ?? undefined,
    pg: row.pg ?? undefined,
    method: row.method ?? undefined,
    from: isContractState(row.from_state) ? row.from_state : undefined,
    to: isContractState(row.to_state) ? row.to_state : undefined,
    text: row.note ?? undefined,
  }
}

function contractFromRow(row: ContractRow): Contract {
  if (!isContractState(row.state)) throw new Error(`a contract is in the unknown state ${row.state}`)
  return {
    contractId: row.contract_id,
    pg: row.pg,
    method: row.method,
    state: row.state,
    extraSealed: row.extra_sealed,
    appliedAt: row.applied_at,
    stateChangedAt: row.state_changed_at,
    rowVersion: row.row_version,
  }
}

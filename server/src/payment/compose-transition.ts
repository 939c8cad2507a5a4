import { sql, type Statement } from '../foundation/database.ts'
import type { Lease } from '../foundation/due-work.ts'
import { storableJson, storableText } from '../foundation/storable-text.ts'
import { addressingSql } from '../webhook/addressing.ts'
import { announceKind } from '../webhook/announcement.ts'
import type { Attempt, PaymentHead } from './payment.ts'
import { searchTerms } from './search-terms.ts'
import type { Transition } from './write-transition.ts'

/** Takes a value and gives its parameter's text: `$7`. */
export type Parameter = (value: unknown) => string

/**
 * One `with` member of the statement. All but the head select from `head`, which has no row when the payment changed
 * meanwhile. `code` names the text: the same code must always come with the same text.
 */
export interface StatementPart {
  readonly code: string
  readonly write: (parameter: Parameter, shared: SharedParameters) => string
}

export interface SharedParameters {
  readonly storeId: string
  readonly paymentId: string
  readonly transactionId: string
  readonly at: string
}

/**
 * Builds the one statement of a transition out of the parts that it needs: every table that a statement names costs
 * PostgreSQL time, also when no row is written to it. The head row's version decides about all of them.
 */
export function composeTransition(
  transition: Transition,
  lease: Lease | undefined,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const values: unknown[] = []
  const parameter: Parameter = (value) => `$${values.push(value)}`
  const shared: SharedParameters = {
    storeId: parameter(transition.head.storeId),
    paymentId: parameter(transition.head.paymentId),
    transactionId: parameter(transition.attempt.transactionId),
    at: parameter(transition.at),
  }
  const parts = partsOf(transition, lease)
  const members = parts.map(({ write }, index) => `${aliasOf(index)} as (${write(parameter, shared)})`)
  return {
    statement: sql(
      `payment-write-${parts.map(({ code }) => code).join('')}${lease === undefined ? '' : 'r'}`,
      `with ${members.join(', ')} select count(*)::integer as written${readAlong(transition, lease, shared, parameter)} from head`,
    ),
    values,
  }
}

/** Whoever tells the merchant at once needs to know where; asked here, it costs no round trip of its own. */
function readAlong(
  { announcement }: Transition,
  lease: Lease | undefined,
  { storeId }: SharedParameters,
  parameter: Parameter,
): string {
  if (announcement === undefined || lease === undefined) return ''
  const { mode, apiVersion = 'V2' } = announcement.message
  const [modeText, versionText] = [`${parameter(mode)}::text`, `${parameter(apiVersion)}::text`]
  return `, (select row_to_json(a) from (${addressingSql(storeId, modeText, versionText)}) a) as addressing`
}

function aliasOf(index: number): string {
  return index === 0 ? 'head' : `part${index}`
}

function partsOf(transition: Transition, lease: Lease | undefined): StatementPart[] {
  const { cancellation, announcement, book, drop, also, more = [] } = transition
  return [
    transition.before === undefined ? insertHead(transition) : updateHead(transition, transition.before.head),
    transition.before?.attempt === undefined
      ? insertAttempt(transition)
      : updateAttempt(transition, transition.before.attempt),
    insertEvent(transition),
    ...(cancellation === undefined ? [] : [upsertCancellation(cancellation)]),
    ...(announcement === undefined ? [] : [insertAnnouncement(announcement, lease)]),
    ...(book === undefined ? [] : [bookWork(book)]),
    ...(drop === undefined ? [] : [dropWork(drop)]),
    ...(also === undefined ? [] : [also]),
    ...more,
  ]
}

/** Columns of the head by their member. */
const headColumns = [
  ['status', 'status'],
  ['transaction_id', 'transactionId'],
  ['attempt_count', 'attemptCount'],
  ['confirming_transaction_id', 'confirmingTransactionId'],
  ['cancelling_id', 'cancellingId'],
  ['cancel_count', 'cancelCount'],
  ['is_test', 'isTest'],
  ['channel_key', 'channelKey'],
  ['pg_provider', 'pgProvider'],
  ['pay_method', 'payMethod'],
  ['order_name', 'orderName'],
  ['currency', 'currency'],
  ['total_minor', 'totalMinor'],
  ['tax_free_minor', 'taxFreeMinor'],
  ['vat_minor', 'vatMinor'],
  ['discount_minor', 'discountMinor'],
  ['paid_minor', 'paidMinor'],
  ['cancelled_minor', 'cancelledMinor'],
  ['cancelled_tax_free_minor', 'cancelledTaxFreeMinor'],
  ['cancelled_vat_minor', 'cancelledVatMinor'],
  ['reserved_minor', 'reservedMinor'],
  ['reserved_tax_free_minor', 'reservedTaxFreeMinor'],
  ['reserved_vat_minor', 'reservedVatMinor'],
  ['customer', 'customer'],
  ['requested_at', 'requestedAt'],
  ['status_changed_at', 'statusChangedAt'],
  ['updated_at', 'updatedAt'],
] as const satisfies readonly (readonly [string, keyof PaymentHead])[]

type HeadColumn = (typeof headColumns)[number]

function headValue(head: Transition['head'], [, member]: HeadColumn): unknown {
  return member === 'customer' ? storableJson(head.customer) : head[member]
}

/** A payment that does not exist yet; of two at once the second finds the row and writes nothing. */
function insertHead({ head, view }: Transition): StatementPart {
  if (view === undefined) throw new Error('a new payment has a view')
  return {
    code: 'I',
    write: (parameter, { storeId, paymentId }) => `insert into payment
      (store_id, payment_id, row_version, created_at, view, search_terms, ${headColumns.map(([column]) => column).join(', ')})
      values (${storeId}, ${paymentId}, 1, ${parameter(head.requestedAt)}, ${parameter(view)}, ${terms(head.storeId, view, parameter)},
       ${headColumns.map((column) => parameter(headValue(head, column))).join(', ')})
      on conflict (store_id, payment_id) do nothing returning store_id`,
  }
}

/** Writes what changed, so that a step which shows nothing new is a small one. The code names the columns. */
function updateHead({ head, view }: Transition, before: PaymentHead): StatementPart {
  const changed = headColumns.filter(([, member]) => !isSame(head[member], before[member]))
  const mask = changed.reduce((bits, column) => bits + 2 ** headColumns.indexOf(column), 0)
  return {
    code: `${view === undefined ? 'U' : 'V'}${mask.toString(36)}`,
    write(parameter, { storeId, paymentId }) {
      const changes = changed.map((column) => `, ${column[0]} = ${parameter(headValue(head, column))}`)
      return `update payment set row_version = row_version + 1${changes.join('')}
        ${view === undefined ? '' : `, view = ${parameter(view)}, search_terms = ${terms(head.storeId, view, parameter)}`}
        where store_id = ${storeId} and payment_id = ${paymentId} and row_version = ${parameter(before.rowVersion)}
        returning store_id`
    },
  }
}

/** What the payment can be found by changes with what it shows. */
function terms(storeId: string, view: string, parameter: Parameter): string {
  return `array_to_tsvector(${parameter(searchTerms(storeId, JSON.parse(view)))}::text[])`
}

function isSame(value: unknown, before: unknown): boolean {
  if (value instanceof Date && before instanceof Date) return value.getTime() === before.getTime()
  return value === before
}

function insertAttempt({ attempt }: Transition): StatementPart {
  return {
    code: 'n',
    write: (parameter, { storeId, paymentId, transactionId, at }) => `insert into payment_transaction
      (store_id, transaction_id, payment_id, phase, status, channel_key, pg_tx_id, row_version, data, memory_sealed, proof_sealed,
       owner, created_at, updated_at)
      select ${storeId}, ${transactionId}, ${paymentId}, ${parameter(attempt.phase)}, ${parameter(attempt.status)},
       ${parameter(attempt.data.channel.key)}, ${parameter(storablePgTxId(attempt.pgTxId))}, 1,
       ${parameter(storableJson(attempt.data))}::jsonb, ${parameter(attempt.memorySealed)}, ${parameter(attempt.proofSealed)},
       ${parameter(attempt.owner)}, ${parameter(attempt.createdAt)}, ${at} from head`,
  }
}

function updateAttempt({ attempt }: Transition, before: Attempt): StatementPart {
  const isDataKept = attempt.data === before.data
  const channelKey = attempt.data.channel.key
  const isMoved = channelKey !== before.data.channel.key
  return {
    code: isDataKept ? 'a' : isMoved ? 'f' : 'u',
    write: (parameter, { storeId, transactionId, at }) => `update payment_transaction t set
      phase = ${parameter(attempt.phase)}, status = ${parameter(attempt.status)},
      pg_tx_id = ${parameter(storablePgTxId(attempt.pgTxId))}, row_version = t.row_version + 1,
      ${isDataKept ? '' : `data = ${parameter(storableJson(attempt.data))}::jsonb,`}
      ${isMoved ? `channel_key = ${parameter(channelKey)},` : ''}
      memory_sealed = ${parameter(attempt.memorySealed)}, proof_sealed = ${parameter(attempt.proofSealed)},
      owner = ${parameter(attempt.owner)}, updated_at = ${at}
      from head where t.store_id = ${storeId} and t.transaction_id = ${transactionId}`,
  }
}

function storablePgTxId(pgTxId: string | null): string | null {
  return pgTxId === null ? null : storableText(pgTxId)
}

function insertEvent({ event }: Transition): StatementPart {
  return {
    code: 'e',
    write: (parameter, { storeId, paymentId, at }) => `insert into payment_event
      (store_id, payment_id, event_id, transaction_id, kind, at, detail)
      select ${storeId}, ${paymentId}, ${parameter(event.eventId)}, ${parameter(event.transactionId)}, ${parameter(event.kind)},
       ${at}, ${parameter(storableJson(event.detail))}::jsonb from head`,
  }
}

function upsertCancellation(cancellation: NonNullable<Transition['cancellation']>): StatementPart {
  return {
    code: 'c',
    write: (parameter, { storeId, paymentId, transactionId, at }) => `insert into payment_cancellation
      (store_id, payment_id, cancellation_id, transaction_id, phase, status, amount_minor, tax_free_minor, vat_minor, data,
       refund_account_sealed, owner, requested_at, updated_at)
      select ${storeId}, ${paymentId}, ${parameter(cancellation.cancellationId)}, ${transactionId},
       ${parameter(cancellation.phase)}, ${parameter(cancellation.status)}, ${parameter(cancellation.amountMinor)},
       ${parameter(cancellation.taxFreeMinor)}, ${parameter(cancellation.vatMinor)},
       ${parameter(storableJson(cancellation.data))}::jsonb, ${parameter(cancellation.refundAccountSealed)},
       ${parameter(cancellation.owner)}, ${parameter(cancellation.requestedAt)}, ${at} from head
      on conflict (store_id, payment_id, cancellation_id) do update set
       phase = excluded.phase, status = excluded.status, data = excluded.data, owner = excluded.owner,
       updated_at = excluded.updated_at`,
  }
}

function insertAnnouncement(
  { workId, message }: NonNullable<Transition['announcement']>,
  lease: Lease | undefined,
): StatementPart {
  return {
    code: 'o',
    write: (parameter, { storeId, at }) => `insert into due_work
      (store_id, work_id, kind, reference, due_at, created_at, lease_owner, lease_until, attempts)
      select ${storeId}, ${parameter(workId)}, '${announceKind}', ${parameter(storableJson(message))}::jsonb, ${at}, ${at},
       ${parameter(lease?.owner ?? null)}, ${parameter(lease?.until ?? null)}, ${parameter(lease === undefined ? 0 : 1)} from head`,
  }
}

function bookWork({ workId, kind, reference, dueAt }: NonNullable<Transition['book']>): StatementPart {
  return {
    code: 'b',
    write: (
      parameter,
      { storeId, at },
    ) => `insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
      select ${storeId}, ${parameter(workId)}, ${parameter(kind)}, ${parameter(storableJson(reference))}::jsonb,
       ${parameter(dueAt)}, ${at} from head
      on conflict (store_id, work_id) do update set
       due_at = excluded.due_at, reference = excluded.reference, lease_owner = null, lease_until = null`,
  }
}

function dropWork(workId: string): StatementPart {
  return {
    code: 'd',
    write: (parameter, { storeId }) =>
      `delete from due_work using head where due_work.store_id = ${storeId} and due_work.work_id = ${parameter(workId)}`,
  }
}

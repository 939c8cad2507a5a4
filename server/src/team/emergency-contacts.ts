import { sql, type Database } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { EmergencyContact, EmergencyContactBody } from '../wire/console-team.ts'
import { lockTeam } from './member-store.ts'
import type { TeamDependencies } from './team-dependencies.ts'
import { refuseTeam } from './team-errors.ts'

export const contactsMax = 10

interface ContactRow {
  contact_id: string
  name: string
  phone: string
  email: string
}

const columns = `contact_id, name, phone, email`
const list = sql(
  'team-list-contacts',
  `select ${columns} from emergency_contact where merchant_id = $1 order by created_at, contact_id`,
)
const read = sql(
  'team-read-contact',
  `select ${columns} from emergency_contact where merchant_id = $1 and contact_id = $2 for update`,
)
const insert = sql(
  'team-insert-contact',
  `insert into emergency_contact (merchant_id, contact_id, name, phone, email, created_at) values ($1, $2, $3, $4, $5, $6)`,
)
const update = sql(
  'team-update-contact',
  `update emergency_contact set name = $3, phone = $4, email = $5 where merchant_id = $1 and contact_id = $2`,
)
const remove = sql(
  'team-delete-contact',
  `delete from emergency_contact where merchant_id = $1 and contact_id = $2`,
)

/** 긴급 연락처, oldest first. */
export async function listEmergencyContacts(
  database: Database,
  merchantId: string,
): Promise<readonly EmergencyContact[]> {
  return (await database.query<ContactRow>(list, [merchantId])).map(contactFromRow)
}

export async function addEmergencyContact(
  deps: Pick<TeamDependencies, 'database' | 'audit' | 'random' | 'clock'>,
  caller: ConsoleCaller,
  body: EmergencyContactBody,
): Promise<EmergencyContact> {
  const contact = { contactId: deps.random.uuid(), ...body }
  await deps.database.transaction(async (transaction) => {
    await lockTeam(transaction, caller.merchantId)
    const present = await listEmergencyContacts(transaction, caller.merchantId)
    if (present.length >= contactsMax) throw refuseTeam('ContactLimitReachedError')
    const { contactId, name, phone, email } = contact
    await transaction.query(insert, [caller.merchantId, contactId, name, phone, email, deps.clock.now()])
    await deps.audit.record(transaction, caller, {
      action: 'emergency-contact.create',
      target: contactId,
      after: body,
    })
  })
  return contact
}

export async function changeEmergencyContact(
  deps: Pick<TeamDependencies, 'database' | 'audit'>,
  caller: ConsoleCaller,
  contactId: string,
  body: EmergencyContactBody,
): Promise<EmergencyContact> {
  await deps.database.transaction(async (transaction) => {
    const before = await findContact(transaction, caller.merchantId, contactId)
    const { name, phone, email } = body
    await transaction.query(update, [caller.merchantId, contactId, name, phone, email])
    await deps.audit.record(transaction, caller, {
      action: 'emergency-contact.update',
      target: contactId,
      before: bodyOf(before),
      after: body,
    })
  })
  return { contactId, ...body }
}

export async function removeEmergencyContact(
  deps: Pick<TeamDependencies, 'database' | 'audit'>,
  caller: ConsoleCaller,
  contactId: string,
): Promise<void> {
  await deps.database.transaction(async (transaction) => {
    const before = await findContact(transaction, caller.merchantId, contactId)
    await transaction.query(remove, [caller.merchantId, contactId])
    await deps.audit.record(transaction, caller, {
      action: 'emergency-contact.delete',
      target: contactId,
      before: bodyOf(before),
    })
  })
}

async function findContact(
  transaction: Database,
  merchantId: string,
  contactId: string,
): Promise<EmergencyContact> {
  const [row] = await transaction.query<ContactRow>(read, [merchantId, contactId])
  if (row === undefined) throw refuseTeam('ContactNotFoundError')
  return contactFromRow(row)
}

function bodyOf({ name, phone, email }: EmergencyContact): EmergencyContactBody {
  return { name, phone, email }
}

function contactFromRow(row: ContactRow): EmergencyContact {
  return { contactId: row.contact_id, name: row.name, phone: row.phone, email: row.email }
}

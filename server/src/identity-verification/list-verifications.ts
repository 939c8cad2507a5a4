import { Type, type Static } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { day } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { oneOf, pageInput, toInstant } from '../v2-input/request-parts.ts'
import type { Verification } from './identity-verification.ts'
import { attemptColumns, headColumns, toVerification, type VerificationRow } from './verification-store.ts'

const times = ['REQUESTED_AT', 'VERIFIED_AT', 'FAILED_AT', 'STATUS_UPDATED_AT'] as const
const operators = ['SKT', 'KT', 'LGU', 'SKT_MVNO', 'KT_MVNO', 'LGU_MVNO'] as const
const text = Type.Optional(Type.String())
const texts = Type.Optional(Type.Array(Type.String(), { maxItems: 100 }))

/** Input of `GET /identity-verifications`. */
export const listBody = Type.Object({
  page: Type.Optional(pageInput),
  sort: Type.Optional(
    Type.Object({ by: Type.Optional(oneOf(times)), order: Type.Optional(oneOf(['ASC', 'DESC'])) }),
  ),
  filter: Type.Optional(
    Type.Object({
      storeId: text,
      timeRangeField: Type.Optional(oneOf(times)),
      from: Type.Optional(Type.String({ format: 'date-time' })),
      until: Type.Optional(Type.String({ format: 'date-time' })),
      identityVerificationId: text,
      identityVerificationTxId: text,
      isTest: Type.Optional(Type.Boolean()),
      statuses: Type.Optional(Type.Array(oneOf(['READY', 'VERIFIED', 'FAILED']))),
      pgTxId: text,
      pgMerchantId: text,
      pgProviders: texts,
      pgCompanies: texts,
      carriers: Type.Optional(Type.Array(oneOf(operators))),
      version: Type.Optional(oneOf(['V1', 'V2'])),
      customer: Type.Optional(
        Type.Object({
          name: text,
          birthYear: text,
          birthMonth: text,
          birthDay: text,
          phoneNumber: text,
          gender: Type.Optional(oneOf(['MALE', 'FEMALE', 'OTHER'])),
        }),
      ),
    }),
  ),
})
export type ListInput = Static<typeof listBody>

/** @throws Refusal INVALID_REQUEST naming the field */
export function readListInput(body: unknown): ListInput {
  return readBody(listBody, body)
}

const columnOf = {
  REQUESTED_AT: 'h.requested_at',
  VERIFIED_AT: 'h.verified_at',
  FAILED_AT: 'h.failed_at',
  STATUS_UPDATED_AT: 'h.status_at',
} as const

/** What was asked for while nothing is proved, what was proved afterwards. Source: REST V2, filter `customer`. */
export const shownPerson = {
  name: `coalesce(a.person ->> 'name', a.requested #>> '{person,fullName}')`,
  phoneNumber: `coalesce(a.person ->> 'phoneNumber', a.requested #>> '{person,phoneNumber}')`,
  birthYear: `coalesce(split_part(a.person ->> 'birthDate', '-', 1), a.requested #>> '{person,birthYear}')`,
  birthMonth: `coalesce(split_part(a.person ->> 'birthDate', '-', 2), a.requested #>> '{person,birthMonth}')`,
  birthDay: `coalesce(split_part(a.person ->> 'birthDate', '-', 3), a.requested #>> '{person,birthDay}')`,
  gender: `a.person ->> 'gender'`,
  operator: `coalesce(a.person ->> 'operator', a.requested ->> 'operator')`,
} as const

export interface VerificationPage {
  readonly items: readonly Verification[]
  readonly page: { readonly number: number; readonly size: number; readonly totalCount: number }
}

/** One page by number. PG companies are the first words of the catalogue, told in by `providersOf`. */
export async function listVerifications(
  database: Database,
  storeIds: readonly string[],
  { page, sort, filter = {} }: ListInput,
  now: Date,
  providersOf: (pgCompany: string) => readonly string[],
): Promise<VerificationPage> {
  const number = page?.number ?? 0
  const size = page?.size ?? 10
  const until = filter.until === undefined ? now : toInstant(filter.until, 'filter.until')
  const from =
    filter.from === undefined ? new Date(until.getTime() - 90 * day) : toInstant(filter.from, 'filter.from')
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const time = columnOf[filter.timeRangeField ?? 'REQUESTED_AT']
  const where = [
    `h.store_id = any(${parameter([...storeIds])}::text[])`,
    `${time} >= ${parameter(from)} and ${time} <= ${parameter(until)}`,
  ]
  const equal = (column: string, value: string | undefined) => {
    if (value !== undefined && value !== '') where.push(`${column} = ${parameter(value)}`)
  }
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (wanted !== undefined && wanted.length > 0)
      where.push(`${column} = any(${parameter([...wanted])}::text[])`)
  }
  equal('h.identity_verification_id', filter.identityVerificationId)
  equal('h.transaction_id', filter.identityVerificationTxId)
  if (filter.isTest !== undefined) where.push(`h.is_test = ${parameter(filter.isTest)}`)
  among('h.status', filter.statuses)
  equal('a.pg_tx_id', filter.pgTxId)
  equal(`a.channel ->> 'pgMerchantId'`, filter.pgMerchantId)
  among(`a.channel ->> 'pgProvider'`, filter.pgProviders)
  if (filter.pgCompanies !== undefined && filter.pgCompanies.length > 0)
    where.push(
      `a.channel ->> 'pgProvider' = any(${parameter(filter.pgCompanies.flatMap(providersOf))}::text[])`,
    )
  among(shownPerson.operator, filter.carriers)
  equal('a.version', filter.version)
  const { customer } = filter
  equal(shownPerson.name, customer?.name)
  equal(shownPerson.phoneNumber, customer?.phoneNumber?.replaceAll(/\D/g, ''))
  equal(shownPerson.birthYear, customer?.birthYear)
  equal(shownPerson.birthMonth, customer?.birthMonth?.padStart(2, '0'))
  equal(shownPerson.birthDay, customer?.birthDay?.padStart(2, '0'))
  equal(shownPerson.gender, customer?.gender)

  const found = `from identity_verification h join identity_verification_attempt a
    on a.store_id = h.store_id and a.transaction_id = h.transaction_id where ${where.join(' and ')}`
  const direction = sort?.order === 'ASC' ? 'asc' : 'desc'
  const order = `${columnOf[sort?.by ?? 'REQUESTED_AT']} ${direction} nulls last, h.identity_verification_id`
  const [rows, counted] = await Promise.all([
    database.query<VerificationRow>(
      sql(
        '',
        `select ${attemptColumns}, ${headColumns} ${found} order by ${order} limit $${values.length + 1} offset $${values.length + 2}`,
      ),
      [...values, size, number * size],
    ),
    database.query<{ total: number }>(sql('', `select count(*) as total ${found}`), values),
  ])
  return { items: rows.map(toVerification), page: { number, size, totalCount: counted[0]?.total ?? 0 } }
}

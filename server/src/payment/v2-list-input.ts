import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { day } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import { readOptionalInstant } from '../v2-input/instant.ts'
import { isCurrency } from './currency.ts'
import type { PaymentFilter } from './list-payments.ts'
import { searchFields } from './search-texts.ts'

const oneOf = (members: readonly string[]) => Type.Unsafe<string>({ type: 'string', enum: [...members] })
const texts = Type.Array(Type.String())

/** Body of `GET /payments`, as HTTP body or as the query parameter `requestBody`. Unknown members are ignored. */
export const listBody = Type.Object({
  page: Type.Optional(
    Type.Object({
      number: Type.Optional(Type.Integer({ minimum: 0 })),
      size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
  ),
  filter: Type.Optional(
    Type.Object({
      merchantId: Type.Optional(Type.String()),
      storeId: Type.Optional(Type.String()),
      timestampType: Type.Optional(oneOf(['CREATED_AT', 'STATUS_CHANGED_AT'])),
      from: Type.Optional(Type.String()),
      until: Type.Optional(Type.String()),
      status: Type.Optional(
        Type.Array(
          oneOf([
            'READY',
            'PENDING',
            'VIRTUAL_ACCOUNT_ISSUED',
            'PAID',
            'FAILED',
            'PARTIAL_CANCELLED',
            'CANCELLED',
          ]),
        ),
      ),
      methods: Type.Optional(
        Type.Array(
          oneOf([
            'CARD',
            'TRANSFER',
            'VIRTUAL_ACCOUNT',
            'GIFT_CERTIFICATE',
            'MOBILE',
            'EASY_PAY',
            'CONVENIENCE_STORE',
            'CRYPTO',
          ]),
        ),
      ),
      pgProvider: Type.Optional(texts),
      isTest: Type.Optional(Type.Boolean()),
      isScheduled: Type.Optional(Type.Boolean()),
      sortBy: Type.Optional(oneOf(['REQUESTED_AT', 'STATUS_CHANGED_AT'])),
      sortOrder: Type.Optional(oneOf(['ASC', 'DESC'])),
      version: Type.Optional(oneOf(['V1', 'V2'])),
      platformType: Type.Optional(oneOf(['SDK_MOBILE', 'SDK_PC', 'API'])),
      currency: Type.Optional(Type.String()),
      isEscrow: Type.Optional(Type.Boolean()),
      cardBrand: Type.Optional(Type.String()),
      cardType: Type.Optional(Type.String()),
      cardOwnerType: Type.Optional(Type.String()),
      giftCertificateType: Type.Optional(Type.String()),
      textSearch: Type.Optional(
        Type.Array(Type.Object({ field: oneOf(searchFields), value: Type.String({ minLength: 1 }) })),
      ),
    }),
  ),
})

/** Pages may not lie deeper than this many rows; deeper reading is by cursor. */
const depthMax = 60_000
const rangeDays = 90

export interface ListInput {
  readonly page: { readonly number: number; readonly size: number }
  readonly storeId: string | undefined
  readonly merchantId: string | undefined
  /** Without `storeIds`, which the caller's rights decide. */
  readonly filter: Omit<PaymentFilter, 'storeIds'>
}

/**
 * Reads either form of the list input.
 * @throws Refusal INVALID_REQUEST naming the field
 */
export function readListInput(body: unknown, requestBody: string | undefined, now: Date): ListInput {
  const input = readBody(listBody, requestBody === undefined ? (body ?? {}) : parseJson(requestBody))
  const page = { number: input.page?.number ?? 0, size: input.page?.size ?? 10 }
  if ((page.number + 1) * page.size > depthMax)
    throw refuseCommon('INVALID_REQUEST', `page: (number + 1) × size ≤ ${depthMax}`)
  const filter = input.filter ?? {}
  const until = readOptionalInstant(filter.until, 'filter.until') ?? now
  const from = readOptionalInstant(filter.from, 'filter.from') ?? new Date(until.getTime() - rangeDays * day)
  if (filter.currency !== undefined && !isCurrency(filter.currency))
    throw refuseCommon('INVALID_REQUEST', 'filter.currency')
  const members: { path: string[]; values: string[] }[] = []
  const also = (path: string[], value: string | undefined): void => {
    if (value !== undefined) members.push({ path, values: [value] })
  }
  also(['version'], filter.version)
  also(['origin', 'platformType'], filter.platformType?.replace('SDK_', ''))
  also(['method', 'card', 'brand'], filter.cardBrand)
  also(['method', 'card', 'type'], filter.cardType)
  also(['method', 'card', 'ownerType'], filter.cardOwnerType)
  also(['method', 'giftCertificateType'], filter.giftCertificateType)
  return {
    page,
    storeId: filter.storeId,
    merchantId: filter.merchantId,
    filter: {
      timeBase: filter.timestampType === 'CREATED_AT' ? 'CREATED_AT' : 'STATUS_CHANGED_AT',
      from,
      until,
      // The filter's PENDING is the object's PAY_PENDING.
      ...(filter.status === undefined
        ? {}
        : { statuses: filter.status.map((status) => (status === 'PENDING' ? 'PAY_PENDING' : status)) }),
      ...(filter.methods === undefined ? {} : { methods: filter.methods }),
      ...(filter.pgProvider === undefined ? {} : { pgProviders: filter.pgProvider }),
      ...(filter.isTest === undefined ? {} : { isTest: filter.isTest }),
      ...(filter.currency === undefined ? {} : { currency: filter.currency }),
      sortBy: filter.sortBy === 'REQUESTED_AT' ? 'REQUESTED_AT' : 'STATUS_CHANGED_AT',
      sortOrder: filter.sortOrder === 'ASC' ? 'ASC' : 'DESC',
      ...(filter.textSearch === undefined ? {} : { texts: filter.textSearch }),
      members,
    },
  }
}

/** The query's JSON passes the same gate as a body. */
function parseJson(text: string): unknown {
  const value = parse(text)
  const problem = findUnstorable(value)
  if (problem !== undefined) throw refuseCommon('INVALID_REQUEST', problem)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseCommon('INVALID_REQUEST', 'requestBody: not JSON')
  }
}

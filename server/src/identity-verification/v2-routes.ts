import type { FastifyRequest } from 'fastify'
import type { JsonObject } from '@naru/gateways'
import { isIP } from 'node:net'
import { Type } from 'typebox'
import type { ApiCaller } from '../credential/api-caller.ts'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores, resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { sql } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { bypassInput, oneOf, pathText, queryOrBody, queryText } from '../v2-input/request-parts.ts'
import { listBody, listVerifications, readListInput } from './list-verifications.ts'
import { providersOfCompany } from './providers-of-company.ts'
import { verificationView } from './v2-view.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import { refusePg, refuseVerification } from './verification-errors.ts'
import { readVerification } from './verification-store.ts'
import { confirmOtp, resendOtp, sendOtp } from './verify-by-otp.ts'

const sendBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  channelKey: Type.String(),
  customer: Type.Object({
    id: Type.Optional(Type.String({ maxLength: 200 })),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    phoneNumber: Type.String({ minLength: 1, maxLength: 30 }),
    identityNumber: Type.Optional(
      Type.String({ description: 'Birth date and the digit after it; required for SMS, never stored.' }),
    ),
    ipAddress: Type.String({ description: 'Of the person, not of your server.' }),
  }),
  customData: Type.Optional(Type.String({ maxLength: 10_000 })),
  bypass: Type.Optional(bypassInput),
  operator: oneOf(['SKT', 'KT', 'LGU', 'SKT_MVNO', 'KT_MVNO', 'LGU_MVNO']),
  method: oneOf(['SMS', 'APP']),
})
const confirmBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  otp: Type.Optional(Type.String({ maxLength: 20 })),
})
const inStore = Type.Object({ storeId: Type.Optional(Type.String()) })
const idLengthMax = 200

const readName = sql('identity-verification-store-name', `select name from store where store_id = $1`)

/** The REST V2 routes of identity verifications. */
export function registerIdentityVerificationRoutes(
  router: V2Router,
  deps: VerificationDependencies & AuthenticateDependencies,
): void {
  const path = '/identity-verifications/:identityVerificationId'

  router.route(
    'GET',
    '/identity-verifications',
    async (request, caller) => {
      const input = readListInput(queryOrBody(request))
      const wanted = input.filter?.storeId
      const storeIds =
        wanted === undefined
          ? await accessibleStores(deps, caller)
          : [await resolveStore(deps, caller, wanted, { includeDeleted: true })]
      const { items, page } = await listVerifications(
        deps.database,
        storeIds,
        input,
        deps.clock.now(),
        providersOfCompany,
      )
      return { items: await Promise.all(items.map((item) => verificationView(deps.vault, item))), page }
    },
    { body: listBody },
  )

  router.route(
    'GET',
    path,
    async (request, caller) => {
      const { storeId, id } = await whereOf(deps, request, caller)
      const verification = await readVerification(deps.database, storeId, id)
      if (verification === undefined) throw notFound(id)
      return verificationView(deps.vault, verification)
    },
    { query: inStore },
  )

  router.route(
    'POST',
    `${path}/send`,
    async (request, caller) => {
      const body = readBody(sendBody, request.body ?? {})
      const person = readPerson(body)
      const storeId = await resolveStore(deps, caller, body.storeId)
      const id = idOf(request)
      const [store] = await deps.database.query<{ name: string }>(readName, [storeId])
      const outcome = await sendOtp(deps, {
        merchantId: caller.merchantId,
        storeId,
        identityVerificationId: id,
        transactionId: deps.random.uuid(),
        version: 'V2',
        channelKey: body.channelKey,
        operator: body.operator,
        method: body.method,
        ipAddress: body.customer.ipAddress,
        ...present('identityNumber', person.identityNumber),
        requested: {
          person: person.claimed,
          storeName: store?.name ?? '',
          ...present('customData', body.customData),
          ...(body.bypass === undefined ? {} : { bypass: body.bypass as JsonObject }),
        },
      })
      switch (outcome.kind) {
        case 'sent':
          return {}
        case 'refused':
          throw refuseVerification(outcome.type, outcome.detail ?? id)
        case 'declined':
          throw refusePg(outcome)
      }
    },
    { body: sendBody },
  )

  router.route(
    'POST',
    `${path}/resend`,
    async (request, caller) => {
      const { storeId, id } = await whereOf(deps, request, caller)
      const outcome = await resendOtp(deps, { storeId, identityVerificationId: id })
      switch (outcome.kind) {
        case 'sent':
          return {}
        case 'refused':
          throw refuseVerification(outcome.type, id)
        case 'declined':
          throw refusePg(outcome)
      }
    },
    { query: inStore },
  )

  router.route(
    'POST',
    `${path}/confirm`,
    async (request, caller) => {
      const body = readBody(confirmBody, request.body ?? {})
      const storeId = await resolveStore(deps, caller, body.storeId)
      const id = idOf(request)
      const outcome = await confirmOtp(deps, {
        storeId,
        identityVerificationId: id,
        ...present('otp', body.otp),
      })
      switch (outcome.kind) {
        case 'verified':
          return { identityVerification: await verificationView(deps.vault, outcome.verification) }
        case 'refused':
          throw refuseVerification(outcome.type, outcome.detail ?? id)
        case 'declined':
          throw refusePg(outcome)
      }
    },
    { body: confirmBody },
  )
}

/** Digits without separators; a resident number's first seven digits for a text message. */
function readPerson({ customer, method }: ReturnType<typeof readBody<typeof sendBody>>) {
  const phoneNumber = customer.phoneNumber.replaceAll(/[\s-]/g, '')
  if (!/^01\d{8,9}$/.test(phoneNumber))
    throw refuseCommon('INVALID_REQUEST', 'customer.phoneNumber: a Korean mobile number')
  if (isIP(customer.ipAddress) === 0)
    throw refuseCommon('INVALID_REQUEST', 'customer.ipAddress: an IP address')
  const identityNumber = customer.identityNumber?.replaceAll(/[\s-]/g, '')
  if (method === 'SMS' && identityNumber === undefined)
    throw refuseCommon('INVALID_REQUEST', 'customer.identityNumber: is required for SMS')
  if (
    identityNumber !== undefined &&
    !/^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-9]$/.test(identityNumber)
  )
    throw refuseCommon('INVALID_REQUEST', 'customer.identityNumber: YYMMDD and one digit')
  return {
    identityNumber,
    claimed: {
      fullName: customer.name,
      phoneNumber,
      ...present('customerId', customer.id),
    },
  }
}

async function whereOf(
  deps: VerificationDependencies,
  request: FastifyRequest,
  caller: ApiCaller,
): Promise<{ readonly storeId: string; readonly id: string }> {
  const storeId = await resolveStore(deps, caller, queryText(request, 'storeId'), { includeDeleted: true })
  return { storeId, id: idOf(request) }
}

/** The id of the path; one that could not be kept names nothing. */
function idOf(request: FastifyRequest): string {
  const id = pathText(request, 'identityVerificationId')
  if (id === '' || id.length > idLengthMax) throw notFound(id)
  return id
}

function notFound(id: string) {
  return refuseVerification('IDENTITY_VERIFICATION_NOT_FOUND', id.slice(0, 80))
}

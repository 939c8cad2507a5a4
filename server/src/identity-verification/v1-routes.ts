import type { PhoneOperator } from '@naru/gateways'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { sql } from '../foundation/database.ts'
import { Refusal, refusals, refuseCommon, type RefusalCatalogue } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { freeCertificationId } from './certification-id.ts'
import type { Verification } from './identity-verification.ts'
import { v1CertificationView } from './v1-view.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import { verificationRefusals } from './verification-errors.ts'
import { eraseVerification, readVerification } from './verification-store.ts'
import { confirmOtp, sendOtp } from './verify-by-otp.ts'

const v1CertificationRefusals = {
  CERTIFICATION_NOT_FOUND: {
    httpStatus: 404,
    ko: '인증결과가 존재하지 않습니다.',
    en: '인증결과가 존재하지 않습니다.',
    cure: 'Check imp_uid, and the Tier header for a sub-store.',
  },
  CERTIFICATION_CHANNEL_NOT_FOUND: {
    httpStatus: 400,
    ko: '인증번호로 본인인증을 할 수 있는 V1 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'No V1 channel of this store verifies by a code.',
    cure: 'Send channel_key of an identity-verification channel whose PG sends codes.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(v1CertificationRefusals)
const readName = sql('certification-store-name', `select name from store where store_id = $1`)
const path = '/certifications/{imp_uid}'

const sendsCodes: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'IDENTITY_VERIFICATION' &&
  gateway.sendOtp !== undefined &&
  // A live channel whose wire is the simulator's alone is passed by for one that can.
  !(module.identity?.otpEvidence === 'C' && channel.mode === 'LIVE') &&
  (module.identity?.otpMethods.length ?? 0) > 0

/** `/certifications` of REST V1: identity verifications (본인인증), also those that REST V2 made. */
export function registerV1CertificationRoutes(router: V1Router, deps: VerificationDependencies): void {
  router.route('GET', path, async ({ caller, params }) => {
    const verification = await find(deps, caller.storeId, params)
    return { response: await v1CertificationView(deps.vault, verification) }
  })

  router.route('DELETE', path, async ({ caller, params }) => {
    const verification = await find(deps, caller.storeId, params)
    const response = await v1CertificationView(deps.vault, verification)
    if (!(await eraseVerification(deps.database, caller.storeId, verification.identityVerificationId)))
      throw refuse('CERTIFICATION_NOT_FOUND')
    return { response }
  })

  router.route('POST', '/certifications/otp/request', (call) => request(deps, call))

  router.route('POST', '/certifications/otp/confirm/{imp_uid}', async ({ caller, params, input }) => {
    const { storeId } = caller
    const { identityVerificationId } = await find(deps, storeId, params)
    const outcome = await confirmOtp(deps, {
      storeId,
      identityVerificationId,
      ...present('otp', input.text('otp')?.trim()),
    })
    switch (outcome.kind) {
      case 'verified':
        return { response: await v1CertificationView(deps.vault, outcome.verification) }
      case 'declined':
        // A PG that answers has looked at the code; without an answer nothing is known of it.
        throw byPg(outcome, outcome.pgCode === '' ? 500 : 400)
      case 'refused':
        if (outcome.type === 'IDENTITY_VERIFICATION_NOT_FOUND') throw refuse('CERTIFICATION_NOT_FOUND')
        throw refuseAs(outcome.type, outcome.detail)
    }
  })
}

async function find(
  deps: VerificationDependencies,
  storeId: string,
  params: V1Call['params'],
): Promise<Verification> {
  const impUid = params['imp_uid'] ?? ''
  const isNameable = impUid !== '' && impUid.length <= 200 && !impUid.includes('\u0000')
  const found = isNameable ? await readVerification(deps.database, storeId, impUid) : undefined
  if (found === undefined) throw refuse('CERTIFICATION_NOT_FOUND')
  return found
}

async function request(deps: VerificationDependencies, { caller, input, address }: V1Call) {
  const { storeId, merchantId } = caller
  const person = readPerson(input)
  const method = input.text('verification_method')?.toUpperCase() === 'APP' ? 'APP' : 'SMS'
  const channel = await findV1ApiChannel(deps.database, storeId, 'CERTIFICATION', input, sendsCodes, () =>
    refuse('CERTIFICATION_CHANNEL_NOT_FOUND'),
  )
  const [store] = await deps.database.query<{ name: string }>(readName, [storeId])
  const impUid = await freeCertificationId(deps, storeId)
  const merchantUid = input.text('merchant_uid')?.slice(0, 64)
  const outcome = await sendOtp(deps, {
    merchantId,
    storeId,
    identityVerificationId: impUid,
    transactionId: impUid,
    version: 'V1',
    channelKey: channel.channelKey,
    operator: person.operator,
    method,
    ipAddress: address,
    ...present('identityNumber', person.identityNumber),
    requested: {
      person: { fullName: person.name, phoneNumber: person.phoneNumber },
      storeName: input.text('company')?.slice(0, 100) ?? store?.name ?? '',
      v1: merchantUid === undefined ? {} : { merchantUid },
    },
  })
  switch (outcome.kind) {
    case 'sent':
      return { response: { imp_uid: impUid } }
    case 'declined':
      throw byPg(outcome, 500)
    case 'refused':
      if (outcome.type === 'CHANNEL_NOT_FOUND') throw refuse('CERTIFICATION_CHANNEL_NOT_FOUND')
      throw refuseAs(outcome.type, outcome.detail)
  }
}

const carriers: Readonly<Record<string, PhoneOperator>> = {
  SKT: 'SKT',
  KT: 'KT',
  KTF: 'KT',
  LGT: 'LGU',
  LGU: 'LGU',
}

/** Separators are typed by people; of an eight-digit birth date V1 takes the last six digits. */
function readPerson(input: V1Input) {
  const name = input.requiredText('name').slice(0, 100)
  const phoneNumber = input.requiredText('phone').replaceAll(/\D/g, '')
  if (!/^01\d{8,9}$/.test(phoneNumber)) throw refuseCommon('INVALID_REQUEST', 'phone: a Korean mobile number')
  const birth = input.requiredText('birth').replaceAll(/\D/g, '').slice(-6)
  if (!/^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(birth))
    throw refuseCommon('INVALID_REQUEST', 'birth: YYMMDD')
  const digit = input.requiredText('gender_digit')
  if (!/^[0-9]$/.test(digit)) throw refuseCommon('INVALID_REQUEST', 'gender_digit: one digit')
  const carrier = carriers[input.requiredText('carrier').toUpperCase()]
  if (carrier === undefined) throw refuseCommon('INVALID_REQUEST', 'carrier: SKT, KT, LGT')
  const operator = input.flag('is_mvno') === true ? (`${carrier}_MVNO` as PhoneOperator) : carrier
  return { name, phoneNumber, identityNumber: birth + digit, operator }
}

function byPg(
  { pgCode, pgMessage }: { readonly pgCode: string; readonly pgMessage: string },
  httpStatus: 400 | 500,
): Refusal {
  const words = pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`
  return new Refusal('PG_PROVIDER', { ...verificationRefusals.PG_PROVIDER, ko: words, en: words, httpStatus })
}

function refuseAs(type: keyof typeof verificationRefusals, detail?: string): Refusal {
  return new Refusal(type, { ...verificationRefusals[type], httpStatus: 400 }, detail)
}

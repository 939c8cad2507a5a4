import { credentialForm, type Purse } from '@naru/gateways'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import { mintImpsUid } from '../credential/imp-uid.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import type { ChargeDependencies } from './charge-billing-key.ts'
import { toMajor } from './major-amount.ts'
import { payV1Instantly } from './pay-v1-instantly.ts'
import { readPurse } from './read-purse.ts'
import { refuseByPg, refuseV1 } from './v1-errors.ts'
import { readMerchantUid, readV1Order } from './v1-order-input.ts'

const takesPoints: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  module.purses?.includes('BENEPIA') === true &&
  gateway.payFromPurse !== undefined

/** `/benepia` of REST V1: welfare points (복지포인트) by account and password, which go through and are kept nowhere. */
export function registerV1PointRoutes(router: V1Router, deps: ChargeDependencies): void {
  router.route('POST', '/benepia/point', async ({ caller, input }) => {
    const purse = readAccount(input)
    const outcome = await readPurse(
      deps,
      caller.storeId,
      (await channelOf(deps, caller.storeId, input)).channelKey,
      purse,
    )
    switch (outcome.kind) {
      case 'balance':
        return { response: { point: toMajor(outcome.minor, 'KRW') } }
      case 'refused':
        throw refuseV1('POINT_CHANNEL_NOT_FOUND')
      case 'declined':
        throw refuseByPg(outcome, 500)
    }
  })

  router.route('POST', '/benepia/payment', async (call) => {
    const { input } = call
    const merchantUid = readMerchantUid(input)
    input.requiredText('name')
    const order = readV1Order(input, { payMethod: 'EASY_PAY' })
    const purse = readAccount(input)
    const { channelKey } = await channelOf(deps, call.caller.storeId, input)
    return payV1Instantly(deps, call, {
      paymentId: merchantUid,
      channelKey,
      purse,
      order,
      mintTransactionId: () => mintImpsUid(deps.random),
      channelNotFound: 'POINT_CHANNEL_NOT_FOUND',
      declinedStatus: 500,
    })
  })
}

function channelOf(deps: ChargeDependencies, storeId: string, input: V1Input) {
  return findV1ApiChannel(deps.database, storeId, 'API', input, takesPoints, () =>
    refuseV1('POINT_CHANNEL_NOT_FOUND'),
  )
}

const lengthMax = 100

/** @throws Refusal INVALID_REQUEST naming the field, never its value */
function readAccount(input: V1Input): Purse {
  const userId = input.requiredText('benepia_user')
  const password = input.requiredText('benepia_password')
  const memberCompany = input.text('benepia_member_code')
  for (const [name, value] of Object.entries({ benepia_user: userId, benepia_password: password }))
    if (value.length > lengthMax) throw refuseCommon('INVALID_REQUEST', `${name}: 1–${lengthMax}`)
  return {
    kind: 'BENEPIA',
    userId,
    password,
    ...present('memberCompany', memberCompany?.slice(0, lengthMax)),
  }
}

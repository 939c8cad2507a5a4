import { credentialForm } from '@naru/gateways'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import type { ChargeDependencies } from './charge-billing-key.ts'
import { changeVirtualAccount, type AccountChange } from './change-virtual-account.ts'
import { closeVirtualAccount } from './close-virtual-account.ts'
import { payV1Instantly } from './pay-v1-instantly.ts'
import { mintImpUid } from '../credential/imp-uid.ts'
import { bankOfRefundCode } from './v1-codes.ts'
import { refuseByPg, refuseV1 } from './v1-errors.ts'
import { readMerchantUid, readV1Amount, readV1Order } from './v1-order-input.ts'
import { knownId, loadOne, view } from './v1-routes.ts'

const issuesAccounts: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  module.virtualAccountByApi === true &&
  // A live channel whose wire is the simulator's alone is passed by for one that can.
  !(module.virtualAccountEvidence === 'C' && channel.mode === 'LIVE') &&
  gateway.issueVirtualAccount !== undefined

/** `/vbanks` of REST V1: virtual accounts (가상계좌) that the merchant's server asks for. */
export function registerV1AccountRoutes(router: V1Router, deps: ChargeDependencies): void {
  router.route('POST', '/vbanks', (call) => issue(deps, call))

  router.route('DELETE', '/vbanks/{imp_uid}', async ({ caller, params }) => {
    const { storeId } = caller
    const { head, attempt } = await loadOne(deps, storeId, params['imp_uid'] ?? '')
    const isShown = head.transactionId === attempt.transactionId
    if (!isShown || head.status !== 'VIRTUAL_ACCOUNT_ISSUED') throw refuseV1('ACCOUNT_NOT_WAITING')
    const outcome = await closeVirtualAccount(deps, { storeId, paymentId: head.paymentId })
    switch (outcome.kind) {
      case 'closed':
        return { response: await view(deps, await loadOne(deps, storeId, attempt.transactionId)) }
      case 'refused':
        throw refuseV1('ACCOUNT_NOT_WAITING')
      case 'declined':
        throw refuseByPg(outcome, 400)
    }
  })

  // One published client sends the id in the body.
  for (const path of ['/vbanks/{imp_uid}', '/vbanks'])
    router.route('PUT', path, async ({ caller, params, input }) => {
      const { storeId } = caller
      const impUid = knownId(params['imp_uid'] ?? input.requiredText('imp_uid'))
      const { head, attempt } = await loadOne(deps, storeId, impUid)
      if (attempt.status !== 'VIRTUAL_ACCOUNT_ISSUED' || attempt.data.way === 'STORE_BARCODE')
        throw refuseV1('ACCOUNT_NOT_WAITING')
      const outcome = await changeVirtualAccount(deps, {
        storeId,
        transactionId: attempt.transactionId,
        ...readChange(input, head.currency, deps.clock.now()),
      })
      switch (outcome.kind) {
        case 'changed':
          return { response: await view(deps, await loadOne(deps, storeId, impUid)) }
        case 'declined':
          throw refuseByPg(outcome, 400)
        case 'refused':
          throw refuseV1(outcome.type === 'NOT_CHANGEABLE' ? 'ACCOUNT_NOT_CHANGEABLE' : 'ACCOUNT_NOT_WAITING')
      }
    })
}

function readChange(input: V1Input, currency: string, now: Date): AccountChange {
  const amountMinor = readV1Amount(input, 'amount', currency)
  const expiresAt = input.instant('vbank_due')
  if (amountMinor === undefined && expiresAt === undefined)
    throw refuseCommon('INVALID_REQUEST', 'amount, vbank_due: one of them')
  if (amountMinor !== undefined && amountMinor < 1) throw refuseCommon('INVALID_REQUEST', 'amount: above 0')
  if (expiresAt !== undefined && expiresAt <= now)
    throw refuseCommon('INVALID_REQUEST', 'vbank_due: in the future')
  return { ...present('amountMinor', amountMinor), ...present('expiresAt', expiresAt) }
}

async function issue(deps: ChargeDependencies, call: V1Call) {
  const { input } = call
  const { storeId } = call.caller
  const merchantUid = readMerchantUid(input)
  const order = readV1Order(input, {
    payMethod: 'VIRTUAL_ACCOUNT',
    virtualAccount: readAccount(input, deps.clock.now()),
  })
  const channel = await findV1ApiChannel(deps.database, storeId, 'API', input, issuesAccounts, () =>
    refuseV1('ACCOUNT_CHANNEL_NOT_FOUND'),
  )
  return payV1Instantly(deps, call, {
    paymentId: merchantUid,
    channelKey: channel.channelKey,
    order,
    mintTransactionId: () => mintImpUid(deps.random),
    channelNotFound: 'ACCOUNT_CHANNEL_NOT_FOUND',
  })
}

function readAccount(input: V1Input, now: Date) {
  const code = input.requiredText('vbank_code')
  const bank = bankOfRefundCode(code)
  if (bank === undefined) throw refuseCommon('INVALID_REQUEST', 'vbank_code: 3-digit standard code')
  const due = input.instant('vbank_due')
  if (due === undefined) throw refuseCommon('INVALID_REQUEST', 'vbank_due: is required')
  if (due <= now) throw refuseCommon('INVALID_REQUEST', 'vbank_due: in the future')
  return {
    bank,
    expiresAt: due.toISOString(),
    accountType: 'NORMAL' as const,
    ...present('remitteeName', input.text('vbank_holder')),
  }
}

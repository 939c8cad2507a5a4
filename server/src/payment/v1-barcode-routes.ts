import { credentialForm } from '@naru/gateways'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import { mintImpUid } from '../credential/imp-uid.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import type { ChargeDependencies } from './charge-billing-key.ts'
import { closeVirtualAccount } from './close-virtual-account.ts'
import { payV1Instantly } from './pay-v1-instantly.ts'
import { loadAttempt } from './payment-store.ts'
import { refuseByPg, refuseV1 } from './v1-errors.ts'
import { readMerchantUid, readV1Order } from './v1-order-input.ts'
import { knownId, loadOne, view } from './v1-routes.ts'

const issuesBarcodes: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  module.storeBarcode === true &&
  gateway.issueStoreBarcode !== undefined

/** `/cvs` of REST V1: barcodes that buyers pay at the till of a convenience store (편의점 수납). */
export function registerV1BarcodeRoutes(router: V1Router, deps: ChargeDependencies): void {
  router.route('POST', '/cvs', (call) => issue(deps, call))

  router.route('DELETE', '/cvs/{imp_uid}', async ({ caller, params }) => {
    const { storeId } = caller
    const loaded = await loadAttempt(deps.database, storeId, knownId(params['imp_uid'] ?? ''))
    if (loaded === undefined) throw refuseV1('ORDER_NOT_FOUND')
    const { head, attempt } = loaded
    const isWaiting =
      attempt.status === 'VIRTUAL_ACCOUNT_ISSUED' && head.transactionId === attempt.transactionId
    if (attempt.data.way !== 'STORE_BARCODE' || !isWaiting) throw refuseV1('BARCODE_NOT_WAITING')
    const outcome = await closeVirtualAccount(deps, { storeId, paymentId: head.paymentId })
    switch (outcome.kind) {
      case 'closed':
        return { response: await view(deps, await loadOne(deps, storeId, attempt.transactionId)) }
      case 'refused':
        throw refuseV1('BARCODE_NOT_WAITING')
      case 'declined':
        throw refuseByPg(outcome)
    }
  })
}

async function issue(deps: ChargeDependencies, call: V1Call) {
  const { input } = call
  const { storeId } = call.caller
  const merchantUid = readMerchantUid(input)
  const barcode = readBarcode(input)
  const order = readV1Order(input, {
    payMethod: 'VIRTUAL_ACCOUNT',
    ...present('virtualAccount', readDeadline(input, deps.clock.now())),
    ...present('confirmUrl', readConfirmUrl(input)),
  })
  const channel = await findV1ApiChannel(deps.database, storeId, 'API', input, issuesBarcodes, () =>
    refuseV1('BARCODE_CHANNEL_NOT_FOUND'),
  )
  return payV1Instantly(deps, call, {
    paymentId: merchantUid,
    channelKey: channel.channelKey,
    barcode: present('number', barcode),
    order,
    mintTransactionId: () => mintImpUid(deps.random),
    channelNotFound: 'BARCODE_CHANNEL_NOT_FOUND',
  })
}

/** One that the shop made itself. */
function readBarcode(input: V1Input): string | undefined {
  const barcode = input.text('barcode')?.trim()
  if (barcode !== undefined && !/^[A-Za-z0-9]{4,40}$/.test(barcode))
    throw refuseCommon('INVALID_REQUEST', 'barcode: 4–40 letters and digits')
  return barcode
}

function readDeadline(input: V1Input, now: Date) {
  const expiresAt = input.instant('expired_at')
  if (expiresAt === undefined) return undefined
  if (expiresAt <= now) throw refuseCommon('INVALID_REQUEST', 'expired_at: in the future')
  return { expiresAt: expiresAt.toISOString() }
}

/** Where the till asks whether it may take the money. */
function readConfirmUrl(input: V1Input): string | undefined {
  const url = input.text('confirm_url')
  if (url !== undefined && (!/^https?:\/\//i.test(url) || !URL.canParse(url)))
    throw refuseCommon('INVALID_REQUEST', 'confirm_url: http(s) URL')
  return url
}

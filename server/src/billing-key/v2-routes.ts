import type { JsonObject } from '@naru/gateways'
import { Type } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores, resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { cardCredentialInput, toCardCredential } from '../v2-input/card-input.ts'
import { customerInput, toCustomer } from '../v2-input/customer-input.ts'
import {
  bypassInput,
  noticeUrlsInput,
  pathText,
  queryOrBody,
  queryText,
  toNoticeUrls,
} from '../v2-input/request-parts.ts'
import type { BillingKeyDependencies } from './billing-key-dependencies.ts'
import { refuseBillingKey } from './billing-key-errors.ts'
import { readBillingKey } from './billing-key-store.ts'
import { deleteBillingKey } from './delete-billing-key.ts'
import { confirmIssue } from './finish-issue.ts'
import { issueBillingKeyByCard, type IssueOutcome } from './issue-billing-key.ts'
import { listBody, listBillingKeys, readBillingKeyList } from './list-billing-keys.ts'
import { billingKeySummary, billingKeyView, channelFailure, channelFailures, channelView } from './v2-view.ts'

const issueBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  method: Type.Object({ card: Type.Optional(Type.Object({ credential: cardCredentialInput })) }),
  channelKey: Type.Optional(Type.String()),
  channelGroupId: Type.Optional(Type.String()),
  customer: Type.Optional(customerInput),
  customData: Type.Optional(Type.String()),
  bypass: Type.Optional(bypassInput),
  noticeUrls: Type.Optional(noticeUrlsInput),
  skipWebhook: Type.Optional(Type.Boolean()),
})

const confirmBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  billingIssueToken: Type.String({ minLength: 1 }),
  isTest: Type.Optional(Type.Boolean()),
  skipWebhook: Type.Optional(Type.Boolean()),
})

/** The REST V2 routes of billing keys. */
export function registerBillingKeyRoutes(
  router: V2Router,
  deps: BillingKeyDependencies & AuthenticateDependencies,
): void {
  router.describe('GET', '/billing-keys', { body: listBody })
  router.describe('POST', '/billing-keys', { body: issueBody })
  router.describe('POST', '/billing-keys/confirm', { body: confirmBody })
  router.route('GET', '/billing-keys', async (request, caller) => {
    const input = readBillingKeyList(queryOrBody(request), deps.clock.now())
    const storeIds =
      input.storeId === undefined
        ? await accessibleStores(deps, caller)
        : [await resolveStore(deps, caller, input.storeId, { includeDeleted: true })]
    const { items, totalCount } = await listBillingKeys(deps.database, storeIds, input)
    return { items: items.map(billingKeyView), page: { ...input.page, totalCount } }
  })

  router.route('POST', '/billing-keys', async (request, caller) => {
    const body = readBody(issueBody, request.body ?? {})
    if ((body.channelKey === undefined) === (body.channelGroupId === undefined))
      throw refuseCommon('INVALID_REQUEST', 'channelKey, channelGroupId: exactly one')
    if (body.method.card === undefined) throw refuseCommon('INVALID_REQUEST', 'method.card: is required')
    const card = toCardCredential(body.method.card.credential, 'method.card.credential')
    const noticeUrls = toNoticeUrls(body.noticeUrls)
    const storeId = await resolveStore(deps, caller, body.storeId)
    const outcome = await issueBillingKeyByCard(deps, {
      merchantId: caller.merchantId,
      storeId,
      card,
      customer: toCustomer(body.customer),
      ...(body.channelKey === undefined ? {} : { channelKey: body.channelKey }),
      ...(body.channelGroupId === undefined ? {} : { channelGroupId: body.channelGroupId }),
      ...(body.customData === undefined ? {} : { customData: body.customData }),
      ...(body.bypass === undefined ? {} : { bypass: body.bypass as JsonObject }),
      ...(noticeUrls === undefined ? {} : { noticeUrls }),
      skipWebhook: body.skipWebhook ?? false,
    })
    return issueAnswer(outcome)
  })

  router.route('POST', '/billing-keys/confirm', async (request, caller) => {
    const body = readBody(confirmBody, request.body ?? {})
    const storeId = await resolveStore(deps, caller, body.storeId)
    const outcome = await confirmIssue(deps, {
      storeId,
      billingIssueToken: body.billingIssueToken,
      skipWebhook: body.skipWebhook ?? false,
      ...(body.isTest === undefined ? {} : { isTest: body.isTest }),
    })
    switch (outcome.kind) {
      case 'issued':
        return { billingKey: outcome.billingKey }
      case 'refused':
        throw refuseBillingKey(outcome.type, outcome.detail)
      case 'declined':
        throw pgRefusal(outcome)
      case 'unknown':
        throw refuseBillingKey('PAYMENT_OUTCOME_UNKNOWN')
    }
  })

  router.route('GET', '/billing-keys/:billingKey', async (request, caller) => {
    const storeId = await resolveStore(deps, caller, queryText(request, 'storeId'), { includeDeleted: true })
    const billingKey = pathText(request, 'billingKey')
    const key = await readBillingKey(deps.database, storeId, billingKey)
    if (key === undefined || (key.status !== 'ISSUED' && key.status !== 'DELETED'))
      throw refuseBillingKey('BILLING_KEY_NOT_FOUND', billingKey.slice(0, 80))
    return billingKeyView(key)
  })

  router.route('DELETE', '/billing-keys/:billingKey', async (request, caller) => {
    const storeId = await resolveStore(deps, caller, queryText(request, 'storeId'), { includeDeleted: true })
    const billingKey = pathText(request, 'billingKey')
    const reason = queryText(request, 'reason')
    const requester = queryText(request, 'requester')
    if (requester !== undefined && requester !== 'CUSTOMER' && requester !== 'ADMIN')
      throw refuseCommon('INVALID_REQUEST', 'requester: CUSTOMER, ADMIN')
    const outcome = await deleteBillingKey(deps, {
      storeId,
      billingKey,
      skipWebhook: queryText(request, 'skipWebhook') === 'true',
      ...(reason === undefined ? {} : { reason }),
      ...(requester === undefined ? {} : { requester }),
    })
    switch (outcome.kind) {
      case 'deleted':
        return { deletedAt: outcome.at.toISOString() }
      case 'refused':
        throw refuseBillingKey(outcome.type, billingKey.slice(0, 80))
      case 'declined': {
        const { perChannel } = outcome
        if (perChannel === undefined) throw pgRefusal(outcome)
        throw refuseBillingKey('CHANNEL_SPECIFIC', undefined, {
          failures: perChannel.failed.map(({ channel, pgCode, pgMessage }) =>
            channelFailure(channel, { reason: pgMessage, pgCode, pgMessage }),
          ),
          succeededChannels: perChannel.deleted.map(channelView),
        })
      }
    }
  })
}

function issueAnswer(outcome: IssueOutcome): object {
  switch (outcome.kind) {
    case 'issued': {
      const failures = channelFailures(outcome.key)
      return {
        billingKeyInfo: billingKeySummary(outcome.key),
        ...(failures.length === 0 ? {} : { channelSpecificFailures: failures }),
      }
    }
    case 'refused':
      throw refuseBillingKey(outcome.type, outcome.detail)
    case 'failed': {
      if (outcome.isGroup)
        throw refuseBillingKey('CHANNEL_SPECIFIC', undefined, {
          failures: channelFailures(outcome.key),
          succeededChannels: [],
        })
      const { failure } = outcome.key.data
      throw pgRefusal({
        pgCode: failure?.pgCode ?? '',
        pgMessage: failure?.pgMessage ?? failure?.reason ?? '',
      })
    }
  }
}

/** The PG’s own words, as every refusal of a PG is told. */
export function pgRefusal({ pgCode, pgMessage }: { readonly pgCode: string; readonly pgMessage: string }) {
  return refuseBillingKey('PG_PROVIDER', `${pgCode} ${pgMessage}`.trim(), { pgCode, pgMessage })
}

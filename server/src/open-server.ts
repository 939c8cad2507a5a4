import { gateways } from '@naru/gateways'
import { fileURLToPath } from 'node:url'
import type { ApplicationDependencies } from './application/application-dependencies.ts'
import { applicationMailHandler } from './application/application-mail.ts'
import { removeLicenceFileHandler } from './application/forget-application.ts'
import { registerApplicationRoutes } from './application/console-routes.ts'
import { registerOperatorApplicationRoutes } from './application/operator-routes.ts'
import { settleBillingKeyKind, type BillingKeyDependencies } from './billing-key/billing-key-dependencies.ts'
import { keysOfChannel } from './billing-key/keys-of-channel.ts'
import { settleBillingKeyHandler } from './billing-key/settle-billing-key.ts'
import { registerBillingKeyConsoleRoutes } from './billing-key/console-routes.ts'
import { registerBillingKeyRoutes } from './billing-key/v2-routes.ts'
import { createAuditLog } from './audit/audit-log.ts'
import { registerAuditRoutes } from './audit/console-routes.ts'
import { callAddressGate } from './call-address/check-call-address.ts'
import { registerCallAddressRoutes } from './call-address/console-routes.ts'
import { registerV1ReceiptRoutes } from './cash-receipt/v1-routes.ts'
import { registerCashReceiptConsoleRoutes } from './cash-receipt/console-routes.ts'
import { registerCashReceiptRoutes } from './cash-receipt/v2-routes.ts'
import { registerCardPromotionRoute } from './channel/card-promotion-routes.ts'
import { registerChannelRoutes } from './channel/console-routes.ts'
import { registerKakaopayOrderRoute } from './channel/kakaopay-order-route.ts'
import { registerV1DefaultRoutes } from './channel/v1-default-routes.ts'
import { registerV1ChannelRoutes } from './channel/v1-routes.ts'
import { noteChannelUsed } from './channel/channel-store.ts'
import { openChannel, openChannelRow } from './channel/open-channel.ts'
import { createPgNetwork } from './channel/pg-network.ts'
import { registerChannelsAtSimulator } from './channel/register-at-simulator.ts'
import { registerChannelGroupRoutes } from './channel-group/console-routes.ts'
import { createGroupsOfChannel } from './channel-group/groups-of-channel.ts'
import { readRouting } from './channel-group/read-routing.ts'
import { createCheckoutFace } from './checkout-face.ts'
import type { CheckoutDependencies } from './checkout/prepare-attempt.ts'
import type { Config } from './config.ts'
import { createConsoleFace } from './console-face.ts'
import { registerCredentialRoutes } from './credential/console-routes.ts'
import { createLastUse, noteSecretUsed } from './credential/last-use.ts'
import { registerV1TokenRoutes } from './credential/v1-routes.ts'
import { registerLoginRoutes } from './credential/v2-routes.ts'
import type { Clock } from './foundation/clock.ts'
import { openDatabase } from './foundation/database.ts'
import { createDueWorker, releaseLeasesOf, type DueWorker } from './foundation/due-work.ts'
import { createFileStore } from './foundation/file-store.ts'
import type { Logger } from './foundation/log.ts'
import { noteQuickMember } from './kcp-quick/quick-member.ts'
import { registerV1QuickRoutes } from './kcp-quick/v1-routes.ts'
import type { Random } from './foundation/random.ts'
import { createVault } from './foundation/sealing.ts'
import { createOnMerchantCreated } from './merchant-created.ts'
import { withdrawalHooks } from './merchant-withdrawn.ts'
import { createFollowOrders, pullOrdersHandler, syncOrderHandler } from './naver-pay/pull-orders.ts'
import { registerV1NaverOrderRoutes } from './naver-pay/v1-order-type-routes.ts'
import { registerV1NaverPaymentRoutes } from './naver-pay/v1-payment-type-routes.ts'
import { openAccounts } from './merchant/account-dependencies.ts'
import { createConsoleGuard } from './merchant/console-guard.ts'
import { registerOwnAccountRoutes } from './merchant/account-routes.ts'
import { registerAccountRoutes } from './merchant/console-routes.ts'
import { consoleOrigins } from './merchant/same-origin.ts'
import { createPaymentsOfChannel } from './payment/channel-uses.ts'
import { registerNoticeRoutes, registerOperatorNoticeRoutes } from './notice/notice-routes.ts'
import { createOperatorAuthentication } from './operator/operator-authentication.ts'
import { createOperatorGuard } from './operator/operator-guard.ts'
import { registerOperatorRoutes } from './operator/operator-routes.ts'
import { storesOfChannel } from './channel/assigned-channels.ts'
import { hasPayments } from './payment/has-payments.ts'
import { registerStoreRoutes } from './sub-store/console-routes.ts'
import { registerV1TierRoutes } from './sub-store/v1-routes.ts'
import { registerTeamRoutes } from './team/console-routes.ts'
import { registerPaymentConsoleRoutes } from './payment/console-routes.ts'
import { registerPaymentListRoutes } from './payment/list-routes.ts'
import type { ChargeDependencies } from './payment/charge-billing-key.ts'
import { dropUnpaid, payFirst } from './payment/issue-and-pay.ts'
import { registerChargeRoutes } from './payment/charge-routes.ts'
import type { PaymentDependencies } from './payment/payment-dependencies.ts'
import { verifyDepositHandler } from './payment/receive-notification.ts'
import { takeOverMoneyInFlight } from './payment/recover-payments.ts'
import { settleApprovalHandler } from './payment/settle-approval.ts'
import { settleCancellationHandler } from './payment/settle-cancellation.ts'
import { registerV1AccountRoutes } from './payment/v1-account-routes.ts'
import { registerV1BarcodeRoutes } from './payment/v1-barcode-routes.ts'
import { registerV1CodeRoutes } from './payment/v1-code-routes.ts'
import { registerV1EscrowRoutes } from './payment/v1-escrow-routes.ts'
import { registerV1PointRoutes } from './payment/v1-point-routes.ts'
import { registerV1ServiceRoutes } from './payment/v1-service-routes.ts'
import { registerV1ReadRoutes } from './payment/v1-routes.ts'
import { registerV1WriteRoutes } from './payment/v1-write-routes.ts'
import { releaseDiscountHandler } from './payment/release-discount.ts'
import { registerCheckoutProfileRoutes } from './payment-session/console-routes.ts'
import { registerPaymentSessionRoutes } from './payment-session/v2-routes.ts'
import { registerPromotionConsoleRoutes } from './promotion/console-routes.ts'
import { registerPromotionRoutes } from './promotion/v2-routes.ts'
import { registerPaymentRoutes } from './payment/v2-routes.ts'
import { registerIdentityConsoleRoutes } from './identity-verification/console-routes.ts'
import { settleVerificationHandler } from './identity-verification/settle-verification.ts'
import { registerV1CertificationRoutes } from './identity-verification/v1-routes.ts'
import { registerIdentityVerificationRoutes } from './identity-verification/v2-routes.ts'
import type { VerificationDependencies } from './identity-verification/verification-dependencies.ts'
import { collectSettlementsHandler } from './reconciliation/collect-daily.ts'
import { settlementLimitMailHandler } from './reconciliation/settlement-limit.ts'
import { registerReconciliationConsoleRoutes } from './reconciliation/console-routes.ts'
import type { ReconciliationDependencies } from './reconciliation/reconciliation-dependencies.ts'
import { registerReconciliationRoutes } from './reconciliation/v2-routes.ts'
import { registerDocument } from './rest-v2/document-route.ts'
import { registerAbsentOperations } from './rest-v2/absent-operations.ts'
import { recoverSchedulesHandler } from './schedule/recover-schedules.ts'
import { registerClockRoutes } from './schedule/clock-routes.ts'
import { registerRecoveryRoutes } from './schedule/recovery-routes.ts'
import { runScheduleHandler } from './schedule/run-schedule.ts'
import { isScheduled, runScheduleKind } from './schedule/schedule-store.ts'
import { registerScheduleConsoleRoutes } from './schedule/console-routes.ts'
import { registerScheduleRoutes } from './schedule/v2-routes.ts'
import { bindIssuedCustomer } from './subscribe/customer-store.ts'
import { registerV1ChargeRoutes } from './subscribe/v1-charge-routes.ts'
import { registerV1CustomerRoutes } from './subscribe/v1-customer-routes.ts'
import { registerV1ScheduleRoutes } from './subscribe/v1-schedule-routes.ts'
import { registerSavedViewRoutes } from './saved-view/console-routes.ts'
import { createV1Face } from './v1-face.ts'
import { createV2Face } from './v2-face.ts'
import { createWebhookHandlers } from './webhook/announce-webhook.ts'
import { registerWebhookRoutes } from './webhook/console-routes.ts'
import { resendWebhook } from './webhook/resend-webhook.ts'
import { askMerchantSigned } from './webhook/ask-merchant.ts'
import { createWebhookSender, v1ConfirmLimits } from './webhook/send-message.ts'
import { paymentWebhooksJson } from './webhook/v2-view.ts'

export interface OutsideWorld {
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** How long a caller waits for the settle job after a PG's silence. */
  readonly patienceMs?: number
}

export interface RunningServer {
  /** Timed work; tests drain it instead of waiting. */
  readonly worker: DueWorker
  /** Opens the four listeners, takes over what a dead predecessor left, and starts the timed work. */
  listen(): Promise<void>
  /** Stops listening, finishes what runs, closes the database. */
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Wires the platform together. Knows every capability and no simulator. */
export async function openServer(config: Config, world: OutsideWorld): Promise<RunningServer> {
  const { clock, random, log } = world
  const database = openDatabase(config.databaseUrl)
  const vault = createVault(database, random, config.keyEncryptionKey)
  const audit = createAuditLog({ clock, auditKey: config.auditKey })
  const parts = { database, clock, random, log, vault, audit }
  const network = createPgNetwork(
    config.simulatorOrigin === undefined ? {} : { plainOrigins: [config.simulatorOrigin] },
  )
  const secretUse = createLastUse(parts, noteSecretUsed)
  const channelUse = createLastUse(parts, noteChannelUsed)
  const sender = createWebhookSender({ allowLoopback: config.mode === 'development' })
  const accounts = openAccounts(config, {
    ...parts,
    onMerchantCreated: createOnMerchantCreated(parts),
    withdrawal: withdrawalHooks,
  })

  const channelDeps = {
    ...parts,
    gateways,
    network,
    checkoutOrigin: config.origins.checkout,
    simulatorOrigin: config.simulatorOrigin,
    channelUse,
    channelUses: [
      storesOfChannel,
      createGroupsOfChannel(clock),
      createPaymentsOfChannel(clock),
      keysOfChannel,
    ],
  }
  const webhookDeps = { ...parts, sender }
  const paymentDeps: PaymentDependencies = {
    ...parts,
    replicaName: config.replicaName,
    patienceMs: world.patienceMs ?? 8_000,
    // What was begun or paid through a channel must stay confirmable and cancellable after it was deleted.
    openChannel: (storeId, channelKey) =>
      openChannel(channelDeps, storeId, channelKey, { includeDeleted: true }),
    worker: {
      wake: (kind) => worker.wake(kind),
      lease: (kind) => worker.lease(kind),
      handOver: (item) => worker.handOver(item),
    },
  }
  const openLivingChannel: ChargeDependencies['openLivingChannel'] = (storeId, channelKey) =>
    openChannel(channelDeps, storeId, channelKey)
  const routing: ChargeDependencies['readRouting'] = (storeId, channelGroupId) =>
    readRouting(channelDeps, storeId, channelGroupId)
  const billingKeyDeps: BillingKeyDependencies = {
    ...parts,
    replicaName: config.replicaName,
    openLivingChannel,
    openAnyChannel: (storeId, channelKey) =>
      openChannel(channelDeps, storeId, channelKey, { includeDeleted: true }),
    readRouting: routing,
    worker: { wake: (kind) => worker.wake(kind) },
    bindName: async (transaction, key, now) => {
      await bindIssuedCustomer(transaction, key, now)
      await noteQuickMember(transaction, key, now)
    },
    payFirst: (key) => payFirst(chargeDeps, billingKeyDeps, key),
    dropUnpaid: (key) => dropUnpaid(chargeDeps, billingKeyDeps, key),
  }
  const verificationDeps: VerificationDependencies = {
    ...parts,
    openLivingChannel,
    openAnyChannel: billingKeyDeps.openAnyChannel,
    worker: { wake: (kind) => worker.wake(kind) },
  }
  const chargeDeps: ChargeDependencies = {
    ...paymentDeps,
    openLivingChannel,
    readRouting: routing,
    isScheduled: (storeId, paymentId) => isScheduled(database, storeId, paymentId),
  }
  const applicationDeps: ApplicationDependencies = {
    ...parts,
    gateways,
    files: createFileStore(config.files),
    throttle: accounts.throttle,
    mailer: accounts.mailer,
    consoleOrigin: new URL(config.origins.console).origin,
    wake: (kind) => worker.wake(kind),
  }
  const reconciliationDeps: ReconciliationDependencies = {
    ...parts,
    gateways,
    simulatorOrigin: config.simulatorOrigin,
    openChannel: openLivingChannel,
  }
  const operatorAuthentication = createOperatorAuthentication({
    ...parts,
    secret: config.operatorSecret,
    consoleOrigin: applicationDeps.consoleOrigin,
  })
  const worker: DueWorker = createDueWorker({ ...parts, replicaName: config.replicaName }, [
    ...createWebhookHandlers({ ...webhookDeps, replicaName: config.replicaName }),
    settleApprovalHandler(paymentDeps),
    settleCancellationHandler(paymentDeps),
    verifyDepositHandler(paymentDeps),
    pullOrdersHandler(paymentDeps),
    syncOrderHandler(paymentDeps),
    releaseDiscountHandler(paymentDeps),
    settleBillingKeyHandler(billingKeyDeps),
    settleVerificationHandler(verificationDeps),
    runScheduleHandler(chargeDeps),
    recoverSchedulesHandler({ ...parts, wake: () => worker.wake(runScheduleKind) }),
    collectSettlementsHandler(reconciliationDeps),
    settlementLimitMailHandler({
      ...reconciliationDeps,
      mailer: accounts.mailer,
      consoleOrigin: applicationDeps.consoleOrigin,
    }),
    applicationMailHandler(applicationDeps),
    removeLicenceFileHandler(applicationDeps),
  ])

  const v2 = createV2Face({ ...parts, tokenKey: config.tokenKey, secretUse, trustProxy: config.trustProxy })
  registerLoginRoutes(v2, { ...parts, tokenKey: config.tokenKey })
  registerPaymentRoutes(
    v2,
    { ...paymentDeps, tokenKey: config.tokenKey, secretUse },
    { json: paymentWebhooksJson, resend: (request) => resendWebhook(webhookDeps, request) },
  )

  const v2Access = { tokenKey: config.tokenKey, secretUse }
  registerBillingKeyRoutes(v2, { ...billingKeyDeps, ...v2Access })
  registerScheduleRoutes(v2, { ...parts, ...v2Access })
  registerChargeRoutes(v2, { ...chargeDeps, ...v2Access, billingKeys: billingKeyDeps })
  const cashReceiptDeps = { ...parts, openLivingChannel, openChannel: billingKeyDeps.openAnyChannel }
  registerCashReceiptRoutes(v2, { ...cashReceiptDeps, ...v2Access })
  registerIdentityVerificationRoutes(v2, { ...verificationDeps, ...v2Access })
  registerPromotionRoutes(v2, { ...parts, ...v2Access })
  registerCardPromotionRoute(v2, { ...parts, ...v2Access, openLivingChannel })
  registerKakaopayOrderRoute(v2, { ...parts, ...v2Access, openLivingChannel })
  registerReconciliationRoutes(v2, { ...parts, ...v2Access })
  registerPaymentSessionRoutes(v2, {
    ...parts,
    ...v2Access,
    openLivingChannel,
    checkoutOrigin: config.origins.checkout,
  })
  registerAbsentOperations(v2)
  registerDocument(v2, config.origins.v2)

  const checkoutDeps: CheckoutDependencies = {
    ...paymentDeps,
    billingKeys: billingKeyDeps,
    verifications: verificationDeps,
    openLivingChannel,
    readRouting: routing,
    openChannelRow: (channel) => openChannelRow(channelDeps, channel),
    checkoutOrigin: config.origins.checkout,
    askMerchant: (url, body) =>
      sender.send({
        url,
        headers: { 'content-type': 'application/json', 'user-agent': 'Naru-Confirm/1.0' },
        body: JSON.stringify(body),
        limits: v1ConfirmLimits,
      }),
    askMerchantSigned: (url, question) => askMerchantSigned({ ...paymentDeps, sender }, url, question),
    followOrders: createFollowOrders(parts),
    language: 'ko',
  }
  const checkout = await createCheckoutFace(
    checkoutDeps,
    { browserSdk: `${root}browser-sdk/dist`, paymentWindow: `${root}payment-window/dist` },
    config.trustProxy,
  )

  const origins = consoleOrigins(config)
  const operatorGuard = createOperatorGuard({ authentication: operatorAuthentication, origins })
  const teamDeps = { ...parts, ...accounts, origins }
  const console = await createConsoleFace({
    config,
    log,
    guard: createConsoleGuard({ authentication: accounts.authentication, database, origins }),
    pagesDir: `${root}console/dist`,
    registerRoutes: [
      (app, guard) =>
        registerAccountRoutes(app, guard, {
          ...accounts,
          origins,
          installation: installation(config, accounts.mailbox !== undefined),
        }),
      (app, guard) => registerAuditRoutes(app, guard, parts),
      (app, guard) => registerCallAddressRoutes(app, guard, parts),
      (app, guard) => registerOwnAccountRoutes(app, guard, accounts),
      (app, guard) => registerTeamRoutes(app, guard, teamDeps),
      (app, guard) => registerStoreRoutes(app, guard, { ...parts, hasPayments }),
      (app, guard) => registerCredentialRoutes(app, guard, parts),
      (app, guard) => registerChannelRoutes(app, guard, channelDeps),
      (app, guard) => registerV1DefaultRoutes(app, guard, channelDeps),
      (app, guard) => registerChannelGroupRoutes(app, guard, channelDeps),
      (app, guard) => registerWebhookRoutes(app, guard, webhookDeps),
      (app, guard) => registerApplicationRoutes(app, guard, applicationDeps),
      (app) =>
        registerOperatorRoutes(app, operatorGuard, {
          authentication: operatorAuthentication,
          throttle: accounts.throttle,
          origins,
        }),
      (app) => registerOperatorApplicationRoutes(app, operatorGuard, applicationDeps),
      (app) => registerOperatorNoticeRoutes(app, operatorGuard, parts),
      (app, guard) => registerNoticeRoutes(app, guard, parts),
      (app, guard) => registerPaymentConsoleRoutes(app, guard, paymentDeps),
      (app, guard) => registerPaymentListRoutes(app, guard, parts),
      (app, guard) => registerIdentityConsoleRoutes(app, guard, parts),
      (app, guard) => registerPromotionConsoleRoutes(app, guard, parts),
      (app, guard) => registerBillingKeyConsoleRoutes(app, guard, { ...billingKeyDeps, audit }),
      (app, guard) => registerRecoveryRoutes(app, guard, parts),
      (app, guard) => registerClockRoutes(app, guard, chargeDeps),
      (app, guard) =>
        registerScheduleConsoleRoutes(app, guard, {
          ...parts,
          worker: { wake: (kind) => worker.wake(kind) },
        }),
      (app, guard) => registerCashReceiptConsoleRoutes(app, guard, cashReceiptDeps),
      (app, guard) => registerReconciliationConsoleRoutes(app, guard, reconciliationDeps),
      (app, guard) => registerCheckoutProfileRoutes(app, guard, { ...parts, openLivingChannel }),
      (app, guard) => registerSavedViewRoutes(app, guard, parts),
    ],
  })
  const v1 = createV1Face(parts, config.trustProxy)
  registerV1TokenRoutes(v1, { ...parts, tokenKey: config.tokenKey }, callAddressGate)
  registerV1ReadRoutes(v1, paymentDeps)
  registerV1WriteRoutes(v1, paymentDeps)
  registerV1CodeRoutes(v1)
  registerV1ChannelRoutes(v1, parts)
  registerV1TierRoutes(v1, parts)
  registerV1AccountRoutes(v1, chargeDeps)
  registerV1CertificationRoutes(v1, verificationDeps)
  registerV1BarcodeRoutes(v1, chargeDeps)
  registerV1PointRoutes(v1, chargeDeps)
  registerV1ServiceRoutes(v1, paymentDeps)
  registerV1EscrowRoutes(v1, paymentDeps)
  registerV1ReceiptRoutes(v1, cashReceiptDeps)
  registerV1NaverPaymentRoutes(v1, paymentDeps)
  registerV1NaverOrderRoutes(v1, { ...paymentDeps, openLivingChannel })
  registerV1CustomerRoutes(v1, billingKeyDeps)
  registerV1ChargeRoutes(v1, { ...chargeDeps, billingKeys: billingKeyDeps })
  registerV1ScheduleRoutes(v1, { ...chargeDeps, billingKeys: billingKeyDeps })
  registerV1QuickRoutes(v1, { ...chargeDeps, billingKeys: billingKeyDeps })
  v1.finish()
  const faces = [
    { app: console, port: config.ports.console },
    { app: v1.app, port: config.ports.v1 },
    { app: v2.app, port: config.ports.v2 },
    { app: checkout, port: config.ports.checkout },
  ]

  return {
    worker,
    async listen() {
      // Before anybody can come: a buyer's first payment already finds his channel at the simulated PG.
      await registerChannelsAtSimulator(channelDeps)
      for (const { app, port } of faces) await app.listen({ host: config.host, port })
      // The ports are ours now, so a former process of this name is certainly dead.
      await releaseLeasesOf(database, config.replicaName)
      const takenOver = await takeOverMoneyInFlight(database, config.replicaName, clock.now(), [
        settleBillingKeyKind,
      ])
      if (takenOver > 0) log.warn({ takenOver }, 'settling money that a former process left in flight')
      worker.start()
    },
    async close() {
      await Promise.all(faces.map(({ app }) => app.close()))
      await worker.stop()
      await Promise.all([secretUse.settled(), channelUse.settled(), accounts.close()])
      await Promise.all([network.close(), sender.close()])
      await database.close()
    },
  }
}

function installation(config: Config, developmentMailbox: boolean) {
  const { origins } = config
  const isDevelopment = config.mode === 'development'
  return {
    mode: config.mode,
    developmentMailbox,
    origins: {
      ...origins,
      ...(isDevelopment && config.simulatorOrigin !== undefined
        ? { simulators: config.simulatorOrigin, shop: `http://localhost:${config.ports.console + 5}` }
        : {}),
    },
  }
}

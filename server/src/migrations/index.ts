import type { Migration } from '../foundation/migrate.ts'
import { foundationTables } from './0001-foundation.ts'
import { merchantTables } from './0002-merchant.ts'
import { paymentTables } from './0003-payment.ts'
import { webhookTables } from './0004-webhook.ts'
import { accountTables } from './0005-account.ts'
import { auditTables } from './0006-audit.ts'
import { teamTables } from './0007-team.ts'
import { accountSecurityTables } from './0008-account-security.ts'
import { applicationTables } from './0009-application.ts'
import { channelGroupTables } from './0010-channel-group.ts'
import { savedViewTables } from './0011-saved-view.ts'
import { channelColumns } from './0012-channel.ts'
import { webhookAndAddressTables } from './0013-webhook-and-addresses.ts'
import { paymentStorage } from './0014-payment.ts'
import { billingKeyTables } from './0015-billing-key.ts'
import { scheduleTables } from './0016-schedule.ts'
import { subStoreTables } from './0015-sub-store.ts'
import { v1Tables } from './0017-v1.ts'
import { cursorExportColumns } from './0018-cursor-export.ts'
import { cashReceiptTables } from './0019-cash-receipt.ts'
import { identityVerificationTables } from './0020-identity-verification.ts'
import { promotionTables } from './0021-promotion.ts'
import { paymentSessionTables } from './0022-payment-session.ts'
import { reconciliationTables } from './0023-reconciliation.ts'
import { v1CustomerTables } from './0025-v1-customer.ts'
import { v1DefaultChannelTables } from './0026-v1-default-channel.ts'

/** The schema, oldest step first. A released step is never edited. */
export const migrations: readonly Migration[] = [
  { id: '0001-foundation', text: foundationTables },
  { id: '0002-merchant', text: merchantTables },
  { id: '0003-payment', text: paymentTables },
  { id: '0004-webhook', text: webhookTables },
  { id: '0005-account', text: accountTables },
  { id: '0006-audit', text: auditTables },
  { id: '0007-team', text: teamTables },
  { id: '0008-account-security', text: accountSecurityTables },
  { id: '0009-application', text: applicationTables },
  { id: '0010-channel-group', text: channelGroupTables },
  { id: '0011-saved-view', text: savedViewTables },
  { id: '0012-channel', text: channelColumns },
  { id: '0013-webhook-and-addresses', text: webhookAndAddressTables },
  { id: '0014-payment', text: paymentStorage },
  { id: '0015-sub-store', text: subStoreTables },
  { id: '0015-billing-key', text: billingKeyTables },
  { id: '0016-schedule', text: scheduleTables },
  { id: '0017-v1', text: v1Tables },
  { id: '0018-cursor-export', text: cursorExportColumns },
  { id: '0019-cash-receipt', text: cashReceiptTables },
  { id: '0020-identity-verification', text: identityVerificationTables },
  { id: '0021-promotion', text: promotionTables },
  { id: '0022-payment-session', text: paymentSessionTables },
  { id: '0023-reconciliation', text: reconciliationTables },
  { id: '0025-v1-customer', text: v1CustomerTables },
  { id: '0026-v1-default-channel', text: v1DefaultChannelTables },
]

import { forgetApplication } from './application/forget-application.ts'
import { closeChannels } from './channel/close-channels.ts'
import { closeWindows, countOpenWindows } from './checkout/open-windows.ts'
import { closeCredentials } from './credential/close-credentials.ts'
import type { WithdrawalHooks } from './merchant/withdraw-account.ts'
import { countPaymentsUnderWay } from './payment/count-under-way.ts'
import { stopWebhooks } from './webhook/stop-webhooks.ts'

/** What a withdrawal asks of, and ends in, the capabilities: all in the transaction of the withdrawal. */
export const withdrawalHooks: WithdrawalHooks = {
  async count(database, storeIds, now) {
    const { moving, awaitedDeposits } = await countPaymentsUnderWay(database, storeIds)
    const windows = await countOpenWindows(database, storeIds, now)
    return { paymentsUnderWay: moving + windows, awaitedDeposits }
  },
  async close(transaction, closing) {
    await closeCredentials(transaction, closing)
    await closeChannels(transaction, closing)
    await closeWindows(transaction, closing)
    await stopWebhooks(transaction, closing)
    await forgetApplication(transaction, closing)
  },
}

import type { Slots } from '../checkout-origin.ts'
import { isRecord } from '../drop-nulls.ts'
import { failed, openBrandpay } from './brandpay.ts'
import type { ImpOptions } from './imp.ts'
import type { ImpPage } from './request-pay.ts'

/** What `IMP.loadModule('toss-brandpay', …)` gives: each opens a page of BrandPay's, or reads from it. */
export interface BrandpayModule {
  /** Sets or changes the buyer's payment password. */
  setupPassword(): Promise<unknown>
  /** `{ cards, accounts, selectedMethodId, … }` as the PG gives them; a card's `id` pays by `bypass.toss_brandpay.methodId`. */
  getPaymentMethods(): Promise<unknown>
  openSettings(): Promise<unknown>
}

/**
 * `IMP.loadModule`. V1 knows one module, BrandPay. A buyer who closes its page rejects with the PG's `USER_CANCEL`.
 *
 * @param merchant `{ userCode, tierCode? }`, which V1's table spells `tier_code`; absent: those of `IMP.init`
 * @param given `{ customerKey, loadBrandpayOptions?: { ui? } }`; V1's table puts the customer into `loadBrandpayOptions.customer_id`
 * @throws Error with `code`
 */
export async function loadModule(
  slots: Slots,
  page: ImpPage,
  options: ImpOptions,
  moduleType: unknown,
  merchant: unknown,
  given: unknown,
): Promise<BrandpayModule> {
  if (moduleType !== 'toss-brandpay')
    throw failed('BadRequest', '지원하지 않는 모듈입니다. (moduleType: toss-brandpay)')
  const who = isRecord(merchant) ? merchant : {}
  const asked = isRecord(given) ? given : {}
  const extras = isRecord(asked['loadBrandpayOptions']) ? asked['loadBrandpayOptions'] : {}
  const { userCode = page.userCode, tierCode = who['tier_code'] ?? page.tierCode } = who
  const customerKey = asked['customerKey'] ?? extras['customer_id']
  if (typeof userCode !== 'string' || userCode === '')
    throw failed('INIT_REQUIRED', 'userCode에 고객사 식별코드를 넣어 주세요.')
  if (typeof customerKey !== 'string' || customerKey === '')
    throw failed('BadRequest', '요청 정보가 올바르지 않습니다. (customerKey)')
  const brandpay = await openBrandpay(
    slots,
    { userCode, tierCode: typeof tierCode === 'string' ? tierCode : undefined },
    options,
    { channelKey: asked['channelKey'], pg: asked['pg'], customerKey, ui: extras['ui'] },
  )
  return {
    setupPassword: async () => brandpay.setupPassword(),
    getPaymentMethods: async () => brandpay.getPaymentMethods(),
    openSettings: async () => brandpay.openSettings(),
  }
}

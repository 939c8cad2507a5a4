import type { PageScript } from '@naru/server/wire/checkout'
import { endings } from '../attempt/texts.ts'
import { checkoutOrigin, type Slots } from '../checkout-origin.ts'
import { isRecord } from '../drop-nulls.ts'
import { loadPageScript } from '../in-page/load-page-script.ts'
import { bodyFor, type ImpPage } from './request-pay.ts'
import type { ImpOptions } from './imp.ts'
import { v1Service } from './v1-service.ts'

/** BrandPay's own object in the shop's page, of which the part that V1 uses (its SDK reference, version 1). */
export interface BrandPay {
  setupPassword(): Promise<unknown>
  getPaymentMethods(): Promise<unknown>
  openSettings(): Promise<unknown>
  createPaymentMethodsWidget(options: { amount: number }): {
    render(selector: string, options?: object): Promise<unknown>
    updateAmount(amount: number): void
    getPaymentParams(): unknown
    destroy?(): Promise<void>
  }
}

/** How a page names the channel, and the member of BrandPay who sits before it. */
export interface BrandpayAsk {
  readonly channelKey?: unknown
  readonly pg?: unknown
  readonly customerKey: string
  /** `ui` of the SDK's options. */
  readonly ui?: unknown
}

/**
 * Runs BrandPay's script in the shop's page, with the public values of the shop's channel.
 *
 * @throws Error with `code`: ours, or the PG's own (`INVALID_CUSTOMER_KEY`)
 */
export async function openBrandpay(
  slots: Slots,
  page: Pick<ImpPage, 'userCode' | 'tierCode'>,
  options: ImpOptions,
  { channelKey, pg, customerKey, ui }: BrandpayAsk,
): Promise<BrandPay> {
  const service = v1Service(checkoutOrigin(slots), window.fetch.bind(window))
  const answer = await service.script(bodyFor(page, options, { moduleType: 'toss-brandpay', channelKey, pg }))
  if (answer.kind === 'refused') throw failed(answer.error.code, answer.error.message)
  if (answer.kind === 'unreachable') throw failed('UnknownError', endings.unreachable)
  const { scriptUrl, clientKey, redirectUrl }: PageScript = answer.script
  const isLoaded = await loadPageScript(scriptUrl)
  const found: unknown = isLoaded ? Reflect.get(window, 'BrandPay') : undefined
  if (typeof found !== 'function') throw failed('PG_PROVIDER_ERROR', endings.pgScript)
  return (found as (...given: unknown[]) => BrandPay)(clientKey, customerKey, {
    redirectUrl,
    ...(isRecord(ui) ? { ui } : {}),
  })
}

export function failed(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

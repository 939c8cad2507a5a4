import type { Slots } from '../checkout-origin.ts'
import { isRecord } from '../drop-nulls.ts'
import { openBrandpay } from './brandpay.ts'
import type { ImpOptions } from './imp.ts'
import type { ImpPage } from './request-pay.ts'

/** A PG's widget in the shop's page, in which the buyer picks what he pays with. */
export interface PgWidget {
  /** The request with what the buyer picked. */
  withPick(param: unknown): unknown
  /** The request was replaced; its amount may be another. */
  update(param: unknown): void
  remove(): void
}

/** What the widget gives for the payment (`getPaymentParams`), beside the amount, which is the shop's to say. */
const picks = ['methodId', 'cardInstallmentPlan', 'useCardPoint', 'discountCode', 'cashReceipt'] as const

/**
 * Draws BrandPay's widget of payment methods into the element, by the PG's own script.
 *
 * @throws Error with `code` where it cannot be drawn: no channel, no customer, no script
 */
export async function drawBrandpayWidget(
  slots: Slots,
  page: ImpPage,
  options: ImpOptions,
  element: HTMLElement,
  param: unknown,
): Promise<PgWidget> {
  const request = isRecord(param) ? param : {}
  const { channelKey, pg, customer_id: customerId } = request
  const { brandpayOptions, ui, widgetOptions } = extrasOf(request)
  const own = isRecord(brandpayOptions) ? brandpayOptions['ui'] : ui
  const brandpay = await openBrandpay(slots, page, options, {
    channelKey,
    pg,
    customerKey: typeof customerId === 'string' ? customerId : '',
    ui: own,
  })
  const widget = brandpay.createPaymentMethodsWidget({ amount: amountOf(request) })
  await widget.render(`#${element.id}`, isRecord(widgetOptions) ? widgetOptions : {})
  return {
    withPick: (asked) => {
      if (!isRecord(asked)) return asked
      const params = widget.getPaymentParams()
      const given = isRecord(params) ? params : {}
      const picked = Object.fromEntries(
        picks.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
      )
      const bypass = isRecord(asked['bypass']) ? asked['bypass'] : {}
      return { ...asked, bypass: { ...bypass, toss_brandpay: { ...extrasOf(asked), ...picked } } }
    },
    update: (asked) => widget.updateAmount(amountOf(isRecord(asked) ? asked : {})),
    remove: () => void widget.destroy?.(),
  }
}

function extrasOf({ bypass }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const extras = isRecord(bypass) ? bypass['toss_brandpay'] : undefined
  return isRecord(extras) ? extras : {}
}

/** Pages take amounts from their inputs, where they are text. */
function amountOf({ amount }: Readonly<Record<string, unknown>>): number {
  return Number(amount ?? 0) || 0
}

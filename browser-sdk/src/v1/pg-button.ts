import type { PrepareV1Body } from '@naru/server/wire/checkout'
import { endings } from '../attempt/texts.ts'
import { checkoutOrigin, type Slots } from '../checkout-origin.ts'
import { checkoutService } from '../checkout-service.ts'
import { isRecord } from '../drop-nulls.ts'
import { drawButton } from '../in-page/button-driver.ts'
import { pressButton } from '../in-page/press-button.ts'
import { uiService } from '../in-page/ui-service.ts'
import { failure, merchantUidOf, tellFailure, type ImpCallback } from './imp-result.ts'
import { plainResponse } from './request-pay.ts'
import { v1Service } from './v1-service.ts'

/** The newest request and callback of a drawn button. */
export interface ButtonRequest {
  readonly param: unknown
  readonly callback: ImpCallback | undefined
}

/**
 * Draws the button of the channel's own PG (PayPal) into the element. Each press pays what `newest` says then.
 *
 * @param bodyOf what the server is told for a request
 * @returns false when the PG draws none, so that the caller draws a plain one
 */
export async function drawPgButton(
  slots: Slots,
  element: HTMLElement,
  newest: () => ButtonRequest,
  bodyOf: (param: unknown) => PrepareV1Body,
): Promise<boolean> {
  const origin = checkoutOrigin(slots)
  const fetcher = window.fetch.bind(window)
  const ui = uiService(origin, fetcher)
  const drawing = await ui.v1Drawing(bodyOf(newest().param))
  if (drawing === undefined) return false
  const service = v1Service(origin, fetcher)
  const refuse = (code: string, message: string): void => {
    const { param, callback } = newest()
    tellFailure(param, callback, failure(merchantUidOf(param), code, message))
  }
  const events = pressButton(checkoutService(origin, fetcher), ui, {
    prepare: async () => {
      const answer = await service.prepare('attempts', bodyOf(newest().param))
      if (answer.kind === 'prepared') return answer.attempt
      throw answer.kind === 'refused' ? answer.error : { code: 'UnknownError', message: endings.unreachable }
    },
    ended: (attempt, ending) => {
      const { param, callback } = newest()
      const merchantUid = merchantUidOf(param) ?? ''
      const tell = (response: Readonly<Record<string, unknown>>): void => {
        if (typeof callback === 'function') window.setTimeout(() => callback(response), 0)
      }
      if (ending.kind === 'unknown')
        return tell(failure(merchantUid, 'UnknownError', endings.unknown, attempt.txId))
      void service
        .callback(attempt)
        .then((response) => tell(response ?? plainResponse(ending.result, attempt.txId, merchantUid)))
    },
    failed: (error) => {
      const { code, message } = isRecord(error) ? error : {}
      if (typeof code === 'string' && typeof message === 'string') refuse(code, message)
      else refuse('PG_PROVIDER_ERROR', endings.pgScript)
    },
  })
  try {
    await drawButton(drawing, element, events)
  } catch {
    refuse('PG_PROVIDER_ERROR', endings.pgScript)
  }
  return true
}

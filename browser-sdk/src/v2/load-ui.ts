import type { AttemptResult, UiBody } from '@naru/server/wire/checkout'
import { endings } from '../attempt/texts.ts'
import { checkoutOrigin, sdkVersion } from '../checkout-origin.ts'
import type { Slots } from '../checkout-origin.ts'
import { checkoutService } from '../checkout-service.ts'
import { classifyDevice } from '../device.ts'
import { copyWithoutNulls, isRecord } from '../drop-nulls.ts'
import { drawButton } from '../in-page/button-driver.ts'
import { prepareContainer } from '../in-page/container.ts'
import { pressButton } from '../in-page/press-button.ts'
import { uiService } from '../in-page/ui-service.ts'
import { portOneError } from './errors.ts'
import type { ErrorFields, ErrorKind } from './errors.ts'
import { missing } from './payment-shape.ts'

/** What the two `load…UI` functions differ in. */
interface UiKind {
  readonly type: UiBody['type']
  readonly uiType: 'PAYPAL_SPB' | 'PAYPAL_RT'
  readonly loadError: ErrorKind
  readonly attemptError: ErrorKind
  readonly onSuccess: string
  readonly onFail: string
  readonly required: readonly string[]
}

export const paymentUi: UiKind = {
  type: 'PAYMENT',
  uiType: 'PAYPAL_SPB',
  loadError: 'LoadPaymentUIError',
  attemptError: 'PaymentError',
  onSuccess: 'onPaymentSuccess',
  onFail: 'onPaymentFail',
  required: ['storeId', 'channelKey', 'paymentId', 'orderName', 'totalAmount', 'currency'],
}
export const issueUi: UiKind = {
  type: 'ISSUE_BILLING_KEY',
  uiType: 'PAYPAL_RT',
  loadError: 'LoadIssueBillingKeyUIError',
  attemptError: 'IssueBillingKeyError',
  onSuccess: 'onIssueBillingKeySuccess',
  onFail: 'onIssueBillingKeyFail',
  required: ['storeId', 'channelKey'],
}

type Body = Readonly<Record<string, unknown>>

/** The newest request of each drawn button, by its type: a press pays what the page asked for last. */
export type LoadedUis = Map<string, { body: Body }>

/**
 * `PortOne.loadPaymentUI(request, callbacks)` and `loadIssueBillingKeyUI`: draws the PG's button into the page and
 * resolves once it stands there. Called again, it draws the button anew.
 */
export async function loadUi(
  slots: Slots,
  loaded: LoadedUis,
  kind: UiKind,
  given: unknown,
  callbacks: unknown,
): Promise<void> {
  // Some published samples hand over one object that holds everything.
  const isOne = isRecord(given) && isRecord(given['requestData'])
  const body = readBody(kind, isOne ? given['requestData'] : given)
  const told = isOne ? given : callbacks
  const origin = checkoutOrigin(slots)
  const fetcher = window.fetch.bind(window)
  const ui = uiService(origin, fetcher)
  const common = { sdkVersion, device: deviceOf(), pageOrigin: window.location.origin }

  const answer = await ui.drawing({ type: kind.type, request: body, ...common })
  if (answer.kind === 'refused') throw portOneError(kind.loadError, answer.error)
  if (answer.kind === 'unreachable') throw failure(kind, 'UnknownError', endings.unreachable)
  const element = await prepareContainer(kind.uiType)
  if (element === undefined) throw failure(kind, 'BadRequest', endings.noContainer)

  const current = { body }
  loaded.set(kind.uiType, current)
  const service = checkoutService(origin, fetcher)
  const fail = (fields: ErrorFields): void => tell(told, kind.onFail, portOneError(kind.attemptError, fields))
  const events = pressButton(service, ui, {
    prepare: async () => {
      const { paymentId } = current.body
      const name = typeof paymentId === 'string' && kind.type === 'PAYMENT' ? { paymentId } : {}
      const prepared = await service.prepare({ type: kind.type, request: current.body, ...common })
      switch (prepared.kind) {
        case 'prepared':
          return prepared.attempt
        case 'refused':
          throw portOneError(kind.attemptError, { ...prepared.error, ...name })
        case 'unreachable':
          throw portOneError(kind.attemptError, {
            code: 'UnknownError',
            message: endings.unreachable,
            ...name,
          })
      }
    },
    ended: ({ txId }, ending) => {
      if (ending.kind === 'unknown') return fail({ code: 'UnknownError', message: endings.unknown, txId })
      const { result } = ending
      if (result.code === undefined) tell(told, kind.onSuccess, result)
      else fail(failureOf(result))
    },
    failed: (error) => {
      const isOurs = isRecord(error) && '__portOneErrorType' in error
      tell(
        told,
        kind.onFail,
        isOurs
          ? error
          : portOneError(kind.attemptError, { code: 'PG_PROVIDER_ERROR', message: endings.pgScript }),
      )
    },
  })
  try {
    await drawButton(answer.drawing, element, events)
  } catch {
    element.remove()
    loaded.delete(kind.uiType)
    throw failure(kind, 'UnknownError', endings.pgScript)
  }
}

/** `updateLoad…UIRequest(request)`: the next press pays this; the button stays as it is drawn. */
export async function updateUi(loaded: LoadedUis, kind: UiKind, given: unknown): Promise<void> {
  const current = loaded.get(kind.uiType)
  if (current === undefined) throw failure(kind, 'BadRequest', endings.notLoaded)
  current.body = readBody(kind, given)
}

function readBody(kind: UiKind, given: unknown): Body {
  const body = copied(given)
  if (!isRecord(body)) throw failure(kind, 'BadRequest', missing('request'))
  if (body['uiType'] !== kind.uiType) throw failure(kind, 'BadRequest', `${missing('uiType')} ${kind.uiType}`)
  const absent = kind.required.find((key) => body[key] === undefined || body[key] === '')
  if (absent !== undefined) throw failure(kind, 'BadRequest', missing(absent))
  return body
}

function copied(given: unknown): unknown {
  try {
    return copyWithoutNulls(given)
  } catch {
    return undefined
  }
}

/** Field by field, absent instead of undefined. */
function failureOf(result: AttemptResult): ErrorFields {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(result))
    if (typeof value === 'string' && name !== 'transactionType' && value !== '') fields[name] = value
  return { ...fields, code: result.code ?? '', message: result.message ?? '' }
}

function failure(kind: UiKind, code: string, message: string): Error {
  return portOneError(kind.loadError, { code, message })
}

function tell(callbacks: unknown, name: string, value: unknown): void {
  const callback: unknown = isRecord(callbacks) ? callbacks[name] : undefined
  if (typeof callback === 'function') callback(value)
}

function deviceOf(): ReturnType<typeof classifyDevice> {
  return classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
}

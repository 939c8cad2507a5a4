import type { PrepareV1Body, UiBody, UiDrawing } from '@naru/server/wire/checkout'
import { call } from '../checkout-service.ts'
import type { AttemptFault } from '../checkout-service.ts'
import { isRecord } from '../drop-nulls.ts'

/** The calls that only buttons in the shop's page make. */
export interface UiService {
  drawing(body: UiBody): Promise<DrawingAnswer>
  /** The same for `IMP.loadUI`; undefined where the PG draws no button of its own, or nothing can be reached. */
  v1Drawing(body: PrepareV1Body): Promise<UiDrawing | undefined>
  /** The token that the PG's button waits for; undefined when the attempt is over already, or nothing can be reached. */
  begin(windowUrl: string): Promise<string | undefined>
  /** Hands the PG's return to the server, which takes the money. Its answer is not the outcome: follow the attempt. */
  returned(windowUrl: string, fields: Readonly<Record<string, string>>): Promise<void>
}

export type DrawingAnswer =
  | { readonly kind: 'drawing'; readonly drawing: UiDrawing }
  | { readonly kind: 'refused'; readonly error: AttemptFault }
  | { readonly kind: 'unreachable' }

export function uiService(origin: string, fetcher: typeof fetch): UiService {
  // text/plain keeps browsers from asking first whether they may; the service reads JSON whatever the type says.
  const post = async (url: string, body: unknown) =>
    call(fetcher, url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    })
  return {
    drawing: async (body) => {
      const answer = await post(`${origin}/browser/v2/ui`, body)
      if (answer === undefined || !isRecord(answer.body)) return { kind: 'unreachable' }
      if (answer.status >= 200 && answer.status < 300) {
        const drawing = readDrawing(answer.body['drawing'])
        return drawing === undefined ? { kind: 'unreachable' } : { kind: 'drawing', drawing }
      }
      const { code, message } = answer.body
      return typeof code === 'string' && typeof message === 'string'
        ? { kind: 'refused', error: { code, message } }
        : { kind: 'unreachable' }
    },
    v1Drawing: async (body) => {
      const answer = await post(`${origin}/browser/v1/ui`, body)
      return answer?.status === 200 && isRecord(answer.body) ? readDrawing(answer.body['drawing']) : undefined
    },
    begin: async (windowUrl) => {
      const answer = await post(`${windowUrl}/begin`, {})
      const handOff = isRecord(answer?.body) ? answer.body['handOff'] : undefined
      return isRecord(handOff) && handOff['kind'] === 'in-page' && typeof handOff['token'] === 'string'
        ? handOff['token']
        : undefined
    },
    returned: async (windowUrl, fields) => {
      const send = async () => post(`${windowUrl}/return`, fields)
      // Once more after a lost network: a return that arrives twice changes nothing.
      if ((await send()) === undefined) await send()
    },
  }
}

function readDrawing(value: unknown): UiDrawing | undefined {
  if (!isRecord(value) || value['kind'] !== 'paypal-buttons') return undefined
  const { scriptUrl, namespace, ask, attributes, style } = value
  if (typeof scriptUrl !== 'string' || !/^https?:\/\//.test(scriptUrl)) return undefined
  if (typeof namespace !== 'string' || (ask !== 'createOrder' && ask !== 'createBillingAgreement'))
    return undefined
  return {
    kind: 'paypal-buttons',
    scriptUrl,
    namespace,
    ask,
    attributes: isRecord(attributes)
      ? Object.fromEntries(
          Object.entries(attributes).filter(
            (entry): entry is [string, string] => typeof entry[1] === 'string',
          ),
        )
      : {},
    style: isRecord(style) ? style : {},
  }
}

import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { utf8 } from '../wire/reading.ts'
import { childOf, readXml, textIn, xmlText } from '../wire/xml.ts'
import type { XmlElement } from '../wire/xml.ts'
import { naverOrderHosts } from './environment.ts'
import { fieldKeyOf, signatureOf, timestampOf } from './signature.ts'

const TIMEOUT_MS = 30_000

/** A member of a request: which of the two namespaces, its name and its value. */
export type Member = readonly [prefix: 'base' | 'mall', name: string, value: string]

export type MallAnswer =
  | {
      readonly kind: 'done'
      /** `{Operation}Response`. */
      readonly response: XmlElement
      /** Opens the personal fields of this answer. */
      readonly fieldKey: Uint8Array
    }
  | Declined
  | Silent

/** A channel without the keys of the order API can register orders and do nothing else. */
export function lacksOrderApi({ credentials }: Pick<GatewayContext, 'credentials'>): boolean {
  return (credentials['accessLicense'] ?? '') === '' || (credentials['secretKey'] ?? '') === ''
}

export const noOrderApi: Declined = {
  kind: 'declined',
  pgCode: '',
  pgMessage: '채널에 주문 API의 AccessLicense와 SecretKey가 없습니다.',
}

/** One call of the order API: SOAP 1.1, signed by time, service and operation. */
export async function callMall(
  context: GatewayContext,
  operation: string,
  members: readonly Member[],
): Promise<MallAnswer> {
  if (lacksOrderApi(context)) return noOrderApi
  const { soap, service } = naverOrderHosts(context.environment)
  const secretKey = context.credentials['secretKey'] ?? ''
  const timestamp = timestampOf(context.now, context.randomText())
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${soap}/${service}`,
    headers: {
      'content-type': 'text/xml; charset=UTF-8',
      soapaction: `${service}#${operation}`,
    },
    body: envelopeOf(operation, {
      accessLicense: context.credentials['accessLicense'] ?? '',
      timestamp,
      signature: signatureOf(secretKey, { timestamp, service, operation }),
      members,
    }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  return readMallAnswer(answered.status, answered.body, operation, fieldKeyOf(secretKey, timestamp))
}

export function envelopeOf(
  operation: string,
  request: {
    readonly accessLicense: string
    readonly timestamp: string
    readonly signature: string
    readonly members: readonly Member[]
  },
): string {
  const element = ([prefix, name, value]: Member): string =>
    `<${prefix}:${name}>${xmlText(value)}</${prefix}:${name}>`
  const credentials = (
    [
      ['base', 'AccessLicense', request.accessLicense],
      ['base', 'Timestamp', request.timestamp],
      ['base', 'Signature', request.signature],
    ] as const
  ).map(element)
  const head = (
    [
      ['base', 'RequestID', ''],
      ['base', 'DetailLevel', 'Full'],
      ['base', 'Version', '4.1'],
    ] as const
  ).map(element)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"',
    ' xmlns:mall="http://mall.checkout.platform.nhncorp.com/"',
    ' xmlns:base="http://base.checkout.platform.nhncorp.com/">',
    `<soapenv:Header/><soapenv:Body><mall:${operation}Request>`,
    `<base:AccessCredentials>${credentials.join('')}</base:AccessCredentials>`,
    ...head,
    ...request.members.map(element),
    `</mall:${operation}Request></soapenv:Body></soapenv:Envelope>`,
  ].join('')
}

/** Pure, so that it can be tried with any bytes. A fault, or an answer to something else, says nothing about the order. */
export function readMallAnswer(
  status: number,
  body: Uint8Array,
  operation: string,
  fieldKey: Uint8Array,
): MallAnswer {
  const envelope = readXml(utf8(body))
  const response = childOf(childOf(envelope, 'Body'), `${operation}Response`)
  const type = textIn(response, 'ResponseType')?.toUpperCase()
  if (status >= 500 || response === undefined || type === undefined)
    return { kind: 'silent', reason: `HTTP ${status}${response === undefined ? ', no answer in it' : ''}` }
  if (type.startsWith('SUCCESS')) return { kind: 'done', response, fieldKey }
  const error = childOf(response, 'Error')
  const detail = textIn(error, 'Detail')
  const message = textIn(error, 'Message') ?? ''
  return {
    kind: 'declined',
    pgCode: textIn(error, 'Code') ?? type,
    pgMessage: detail === undefined ? message : `${message} ${detail}`.trim(),
  }
}

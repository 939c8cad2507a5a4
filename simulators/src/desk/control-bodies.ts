import { isDecision } from '../window/choice.ts'
import { isFault, isOperation } from './faults.ts'
import type { FaultOrder } from './faults.ts'
import type { MerchantRegistration } from './merchants.ts'
import { isRecord, numberOf, recordOf, textOf, textsOf } from './read-json.ts'
import { DeskRefusal } from './simulator.ts'
import type { BuyerChoice, Deposit, HandOff, Simulator } from './simulator.ts'

export interface BuyBody {
  readonly handOff: HandOff
  readonly choice: BuyerChoice
  readonly faults: readonly FaultOrder[]
  readonly deliver: boolean
}

export function readBuy(body: unknown, simulator: Simulator): BuyBody {
  const given = recordOf(body)
  const { decision } = given
  if (!isDecision(decision)) throw invalid('decision: approve, decline, close or vanish')
  const card = recordOf(given['card'])
  const faults = given['faults'] ?? []
  if (!Array.isArray(faults)) throw invalid('faults: a list')
  return {
    handOff: readHandOff(given['handOff']),
    choice: {
      decision,
      payMethod: textOf(given['payMethod']),
      cardNumber: textOf(card['number']),
      cardCompany: textOf(card['company']),
      installmentMonths: numberOf(card['installmentMonths']),
      easyPayProvider: textOf(given['easyPayProvider']),
      bankCode: textOf(given['bankCode']),
      declineCode: textOf(given['declineCode']),
      declineMessage: textOf(given['declineMessage']),
      ...(isRecord(given['person']) ? { person: textsOf(given['person']) } : {}),
    },
    faults: faults.map((fault: unknown) => readFault(fault, simulator)),
    deliver: given['deliver'] === true,
  }
}

function readHandOff(value: unknown): HandOff {
  const given = recordOf(value)
  const need = (name: string): string => {
    const text = textOf(given[name])
    if (text === undefined) throw invalid(`handOff.${name}: text`)
    return text
  }
  switch (given['kind']) {
    case 'redirect':
      return { kind: 'redirect', url: need('url') }
    case 'form': {
      const acceptCharset = textOf(given['acceptCharset'])
      return {
        kind: 'form',
        action: need('action'),
        method: need('method'),
        fields: textsOf(given['fields']),
        ...(acceptCharset === undefined ? {} : { acceptCharset }),
      }
    }
    case 'tosspayments-sdk':
      return {
        kind: 'tosspayments-sdk',
        scriptUrl: need('scriptUrl'),
        clientKey: need('clientKey'),
        customerKey: need('customerKey'),
        ...(given['call'] === 'requestBillingAuth' ? { call: 'requestBillingAuth' } : {}),
        request: recordOf(given['request']),
      }
    case 'brandpay-sdk':
      return {
        kind: 'brandpay-sdk',
        scriptUrl: need('scriptUrl'),
        clientKey: need('clientKey'),
        customerKey: need('customerKey'),
        options: recordOf(given['options']),
        request: recordOf(given['request']),
      }
    case 'inicis-standard':
      return { kind: 'inicis-standard', scriptUrl: need('scriptUrl'), fields: textsOf(given['fields']) }
    case 'kcp-standard':
    case 'nicepay-standard':
      return {
        kind: given['kind'],
        scriptUrl: need('scriptUrl'),
        returnUrl: need('returnUrl'),
        fields: textsOf(given['fields']),
      }
    case 'xpay-crossplatform':
      return {
        kind: 'xpay-crossplatform',
        scriptUrl: need('scriptUrl'),
        platform: need('platform'),
        windowType: need('windowType'),
        fields: textsOf(given['fields']),
      }
    case 'eximbay-sdk':
      return { kind: 'eximbay-sdk', scriptUrl: need('scriptUrl'), request: recordOf(given['request']) }
    case 'naverpay-sdk':
      return {
        kind: 'naverpay-sdk',
        scriptUrl: need('scriptUrl'),
        config: recordOf(given['config']),
        request: recordOf(given['request']),
      }
    case 'in-page':
      return { kind: 'in-page', token: need('token') }
    default:
      throw invalid('handOff.kind: redirect, form, or the name of a PG’s script')
  }
}

export function readRegistration(body: unknown): MerchantRegistration {
  const given = recordOf(body)
  const mid = textOf(given['mid'])
  const notifyUrl = textOf(given['notifyUrl'])
  if (mid === undefined || mid === '') throw invalid('mid: text')
  if (notifyUrl !== undefined && !/^https?:\/\//.test(notifyUrl)) throw invalid('notifyUrl: a web address')
  return {
    mid,
    ...(isRecord(given['credentials']) ? { credentials: textsOf(given['credentials']) } : {}),
    ...(notifyUrl === undefined ? {} : { notifyUrl }),
    ...(given['replaceNotifyUrls'] === true ? { replaceNotifyUrls: true } : {}),
  }
}

export function readDeposit(body: unknown): Deposit {
  const given = recordOf(body)
  const amountMinor = numberOf(given['amountMinor'])
  const { tamper } = given
  if (amountMinor !== undefined && (!Number.isSafeInteger(amountMinor) || amountMinor <= 0))
    throw invalid('amountMinor: a positive integer')
  if (tamper !== undefined && tamper !== 'secret' && tamper !== 'amount' && tamper !== 'order')
    throw invalid('tamper: secret, amount or order')
  return {
    times: readTimes(given['times']),
    parallel: given['parallel'] === true,
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(tamper === undefined ? {} : { tamper }),
  }
}

export function readFault(body: unknown, simulator: Simulator): FaultOrder {
  const { operation, fault, times, delayMs } = recordOf(body)
  if (!isOperation(operation)) throw invalid('operation: approve, netCancel, cancel, inquire or issueKey')
  if (!isFault(fault)) throw invalid('fault: see GET /control')
  if (!simulator.possibleFaults.includes(fault)) throw invalid(`${simulator.id} cannot show ${fault}`)
  return { operation, fault, times: readTimes(times), delayMs: Math.max(0, numberOf(delayMs) ?? 3_000) }
}

function readTimes(value: unknown): number {
  const times = value === undefined ? 1 : numberOf(value)
  if (times === undefined || !Number.isSafeInteger(times) || times < 1 || times > 1_000)
    throw invalid('times: 1 to 1000')
  return times
}

function invalid(expected: string): DeskRefusal {
  return new DeskRefusal(400, 'INVALID_BODY', `Invalid body. ${expected}`, `잘못된 본문입니다. ${expected}`)
}

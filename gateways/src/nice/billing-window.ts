import type {
  BeginAnswer,
  BillingOrder,
  GatewayContext,
  IncomingRequest,
  IssueAnswer,
  IssueCall,
  ReturnReading,
  ReturnUrls,
} from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { present, text } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { callNice, merchantKey, mid } from './api.ts'
import { readCard } from './approval.ts'
import { goodsName } from './begin.ts'
import { checkSignature, signData } from './signature.ts'

const simulatorOnly = {
  kind: 'declined',
  pgCode: 'SIMULATOR_ONLY',
  pgMessage: '나이스페이먼츠 결제창에서 빌링키를 발급하는 규격은 공개되어 있지 않아 시뮬레이터에서만 됩니다.',
} as const

/**
 * Registration of Kakao Pay and Naver Pay in a window. PortOne offers it through NICE and its wire is not public, so this
 * one is ours, and only the simulator speaks it.
 */
export function beginIssue(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): BeginAnswer {
  const { environment } = context
  if (environment.kind !== 'simulator') return simulatorOnly
  const ediDate = seoulStamp(context.now)
  return {
    kind: 'begun',
    handOff: {
      kind: 'form',
      action: `${environment.origin}/nice/naru/billing-window`,
      method: 'POST',
      acceptCharset: 'euc-kr',
      fields: {
        MID: mid(context),
        Moid: order.pgIssueId,
        EdiDate: ediDate,
        SignData: signData([ediDate, mid(context), order.pgIssueId, merchantKey(context)]),
        GoodsName: goodsName(order.issueName ?? ''),
        Wallet: order.easyPay?.easyPayProvider ?? '',
        ReturnURL: urls.returnUrl,
      },
    },
    memory: {},
  }
}

export function readIssueReturn(
  context: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody'>,
): ReturnReading {
  const fields = readPairs(request.rawBody)
  const code = text(fields, 'AuthResultCode')
  if (code === undefined) return { kind: 'unreadable', reason: 'no AuthResultCode' }
  if (code !== '0000') {
    const pgMessage = text(fields, 'AuthResultMsg') ?? ''
    return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer: code === 'SIM001' }
  }
  const authToken = text(fields, 'AuthToken')
  const claimedOrderId = text(fields, 'Moid')
  if (authToken === undefined || claimedOrderId === undefined)
    return { kind: 'unreadable', reason: 'no token or registration' }
  if (checkSignature(fields, ['AuthToken', 'MID', 'Moid'], merchantKey(context)) !== 'right')
    return { kind: 'unreadable', reason: 'the signature of the return does not fit' }
  return { kind: 'authenticated', proof: { authToken }, claimedOrderId }
}

/** Fetches the key, which never passes the buyer's browser. */
export async function issueBillingKey(
  context: GatewayContext,
  { order, proof }: IssueCall,
): Promise<IssueAnswer> {
  const { environment } = context
  const { authToken } = proof
  if (environment.kind !== 'simulator' || typeof authToken !== 'string') return simulatorOnly
  const answer = await callNice(context, {
    url: `${environment.origin}/nice/naru/billing-issue`,
    fields: { AuthToken: authToken, Moid: order.pgIssueId },
    signed: (ediDate) => [authToken, mid(context), order.pgIssueId, ediDate],
    done: ['F100'],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const bid = text(fields, 'BID')
  if (bid === undefined || text(fields, 'Moid') !== order.pgIssueId)
    return { kind: 'silent', reason: 'the answer names no key, or another registration' }
  return {
    kind: 'issued',
    right: { bid },
    instrument: {
      type: 'EASY_PAY',
      ...present({ provider: order.easyPay?.easyPayProvider }),
      card: readCard(fields),
    },
    at: context.now,
    raw: raw.replaceAll(bid, '********'),
    pgMerchantId: mid(context),
  }
}

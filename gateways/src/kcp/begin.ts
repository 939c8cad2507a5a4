import type { BeginAnswer, GatewayContext, Order, ReturnUrls } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text } from '../wire/reading.ts'
import { methodWords } from './codes.ts'
import { kcpHosts, trustedPayUrl, withoutPublicWire } from './environment.ts'
import { expiryFields, orderFields } from './window-words.ts'

const REGISTER_TIMEOUT_MS = 10_000

/** What the script fills in when the buyer is done; a form without them would lose the result (standard payment guide). */
export const resultFields: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'res_cd',
    'res_msg',
    'enc_info',
    'enc_data',
    'tran_cd',
    'ret_pay_method',
    'use_pay_method',
    'trace_no',
    'ordr_chk',
    'cash_yn',
    'cash_tr_code',
    'cash_id_info',
  ].map((name) => [name, '']),
)

/** PC: the form of the script's window. Phone: the order is registered first, and the form leads to the address given. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const refused = withoutWindow(context) ?? unusableExpiry(order, context.now)
  if (refused !== undefined) return { kind: 'declined', pgCode: '', pgMessage: refused }
  const siteCode = context.credentials['siteCode'] ?? ''
  const fields = { ...orderFields(siteCode, order), ...expiryFields(order, context.now) }
  const words = methodWords[order.payMethod]
  if (order.device === 'MOBILE')
    return mobileWindow(context, urls, {
      ...fields,
      pay_method: words.mobile,
      currency: order.amount.currency === 'USD' ? '840' : '410',
    })
  return pcWindow(context, urls, {
    ...fields,
    pay_method: words.mask,
    currency: order.amount.currency === 'USD' ? 'USD' : 'WON',
    module_type: '01',
  })
}

/** The window of the V1 modules hands its result to a program of KCP's; only the simulator takes it from us. */
function withoutWindow(context: GatewayContext): string | undefined {
  if ((context.credentials['certificate'] ?? '') !== '') return undefined
  return withoutPublicWire(context.environment, '사이트키 방식(V1 모듈)의')?.pgMessage
}

/** Two digits of days. */
function unusableExpiry(order: Order, now: Date): string | undefined {
  const expiresAt = order.virtualAccount?.expiresAt
  if (order.payMethod !== 'VIRTUAL_ACCOUNT' || expiresAt === undefined) return undefined
  const aheadMs = expiresAt.getTime() - now.getTime()
  return aheadMs <= 0 || aheadMs > 99 * 86_400_000
    ? '가상계좌 입금 기한은 지금부터 99일 이내여야 합니다.'
    : undefined
}

export function pcWindow(
  context: GatewayContext,
  urls: ReturnUrls,
  fields: Readonly<Record<string, string>>,
): BeginAnswer {
  return {
    kind: 'begun',
    handOff: {
      kind: 'kcp-standard',
      scriptUrl: kcpHosts(context.environment).script,
      returnUrl: urls.returnUrl,
      fields: { ...fields, ...resultFields },
    },
    memory: {},
  }
}

export async function mobileWindow(
  context: GatewayContext,
  urls: ReturnUrls,
  fields: Readonly<Record<string, string>>,
): Promise<BeginAnswer> {
  const registered = await register(context, urls, fields)
  if (registered.kind !== 'registered') return registered
  const { approvalKey, payUrl, traceNo } = registered
  return {
    kind: 'begun',
    handOff: {
      kind: 'form',
      method: 'POST',
      // A page in UTF-8 posts to the filter beside the window, which turns the form into the window's EUC-KR.
      action: `${payUrl.slice(0, payUrl.lastIndexOf('/'))}/jsp/encodingFilter/encodingFilter.jsp`,
      acceptCharset: 'UTF-8',
      fields: {
        ...fields,
        encoding_trans: 'UTF-8',
        PayUrl: payUrl,
        approval_key: approvalKey,
        traceNo,
        Ret_URL: urls.returnUrl,
      },
    },
    memory: {},
  }
}

type Registered =
  | {
      readonly kind: 'registered'
      readonly approvalKey: string
      readonly payUrl: string
      readonly traceNo: string
    }
  | Exclude<BeginAnswer, { kind: 'begun' }>

async function register(
  context: GatewayContext,
  urls: ReturnUrls,
  fields: Readonly<Record<string, string>>,
): Promise<Registered> {
  const {
    site_cd = '',
    ordr_idxx = '',
    good_mny = '',
    good_name = '',
    pay_method = '',
    escw_used = 'N',
  } = fields
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${kcpHosts(context.environment).mobile}/trade/register.do`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      site_cd,
      ordr_idxx,
      good_mny,
      good_name,
      pay_method,
      Ret_URL: urls.returnUrl,
      escw_used,
      user_agent: '',
    }),
    timeoutMs: REGISTER_TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  const answer = jsonRecord(answered.body)
  const code = answer && text(answer, 'Code')
  if (answer === undefined || code === undefined)
    return { kind: 'silent', reason: `an unreadable registration (HTTP ${answered.status})` }
  if (code !== '0000') return { kind: 'declined', pgCode: code, pgMessage: text(answer, 'Message') ?? '' }
  const approvalKey = text(answer, 'approvalKey')
  const payUrl = trustedPayUrl(context.environment, text(answer, 'PayUrl') ?? '')
  if (approvalKey === undefined || payUrl === undefined)
    return { kind: 'silent', reason: 'the registration names no window of the PG' }
  return { kind: 'registered', approvalKey, payUrl, traceNo: text(answer, 'traceNo') ?? '' }
}

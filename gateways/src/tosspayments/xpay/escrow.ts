import type { EscrowDeliveryCall, GatewayContext, ServiceAnswer } from '../../port.ts'
import { exchange } from '../../wire/exchange.ts'
import { koreanFormBody, koreanText } from '../../wire/form.ts'
import { seoulStamp } from '../../wire/seoul-time.ts'
import { deliveryCompanyOf } from './codes.ts'
import { xpayHosts } from './environment.ts'
import { mertKey, wireMid } from './merchant.ts'
import { md5Hash } from './signature.ts'

const TIMEOUT_MS = 30_000
/** 발송 정보; 01 would be what the buyer received. */
const SENT = '03'

/**
 * Registers a delivery with the PG's escrow page (에스크로 배송 등록), which answers `OK` or a sentence. A correction is the
 * same call once more. Spaces in a value break the page, so they become `||` (the PG's sample).
 */
export async function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  const company = deliveryCompanyOf(call.company)
  if (company === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: `토스페이먼츠 구모듈이 모르는 택배사입니다: ${call.companyNameKo}`,
    }
  const mid = wireMid(context)
  const oid = call.order.pgOrderId
  const sentAt = seoulStamp(call.sentAt).slice(0, 12)
  const invoice = unbroken(call.invoiceNumber)
  const answered = await exchange(context.network, {
    method: 'POST',
    url: xpayHosts(context.environment).delivery,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=euc-kr' },
    body: koreanFormBody({
      mid,
      oid,
      productid: '',
      orderdate: '',
      dlvtype: SENT,
      rcvdate: '',
      rcvname: '',
      rcvrelation: '',
      dlvdate: sentAt,
      dlvcompcode: company,
      dlvno: invoice,
      dlvworker: '',
      dlvworkertel: '',
      hashdata: md5Hash([mid, oid, sentAt, company, invoice], mertKey(context)),
    }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status !== 200) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  const told = koreanText(answered.body).trim()
  if (told === 'OK') return { kind: 'done', at: context.now, raw: told }
  return { kind: 'declined', pgCode: '', pgMessage: told.slice(0, 200), raw: told.slice(0, 2_000) }
}

function unbroken(value: string): string {
  return value.trim().replaceAll(/\s+/g, '||')
}

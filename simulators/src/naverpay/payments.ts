import type { WireAnswer } from '../desk/answer.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { numberOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactTime, readCompactTime } from '../desk/seoul-time.ts'
import type { NaverBooks } from './books.ts'
import { fail, success } from './caller.ts'
import type { Caller } from './caller.ts'
import { balance } from './order.ts'
import type { NaverOrder } from './order.ts'

/** `v2.2/apply/payment`. */
export function applyPayment(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || order.partnerId !== caller.partnerId)
    return fail('InvalidMerchant', '결제번호가 올바르지 않습니다.')
  if (order.entries.length > 0) return fail('AlreadyComplete', '이미 완료된 결제입니다.')
  if (order.state !== 'AUTHENTICATED') return fail('TimeExpired', '결제 시간이 만료되었습니다.')
  return approved(approve(books, order))
}

function approve(books: NaverBooks, order: NaverOrder): NaverOrder {
  const at = books.now().toISOString()
  const entry = { kind: 'approve' as const, amountMinor: order.amountMinor, at, id: randomDigits(18) }
  return books.orders.put({ ...order, state: 'APPROVED', approvedAt: at, entries: [entry] })
}

function approved(order: NaverOrder): WireAnswer {
  return success({ paymentId: order.paymentId, detail: detailOf(order) })
}

function detailOf(order: NaverOrder) {
  const [first] = order.entries
  return {
    paymentId: order.paymentId,
    payHistId: first?.id ?? '',
    merchantPayKey: order.merchantPayKey,
    merchantUserKey: 'member',
    productName: order.productName,
    totalPayAmount: order.amountMinor,
    primaryPayAmount: order.amountMinor,
    npointPayAmount: 0,
    giftCardAmount: 0,
    taxScopeAmount: order.amountMinor - order.taxFreeMinor,
    taxExScopeAmount: order.taxFreeMinor,
    ...meansOf(order),
    usedCardPoint: false,
    admissionTypeCode: '01',
    admissionYmdt: compactTime(new Date(order.approvedAt ?? order.openedAt)),
    admissionState: 'SUCCESS',
    tradeConfirmYmdt: '',
  }
}

function meansOf(order: NaverOrder) {
  if (order.bankCode !== undefined)
    return { primaryPayMeans: 'BANK', bankCorpCode: order.bankCode, bankAccountNo: '110***123456' }
  return {
    primaryPayMeans: 'CARD',
    cardCorpCode: order.card?.code ?? 'C0',
    cardNo: order.card?.number ?? '433012******1234',
    cardAuthNo: '30000001',
    cardInstCount: order.card?.months ?? 0,
  }
}

/** `v1/cancel`: the rest that must remain is compared, the tax parts must add up. */
export function cancelPayment(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || order.partnerId !== caller.partnerId || order.entries.length === 0)
    return fail('Fail', '취소할 결제를 찾을 수 없습니다.')
  const amountMinor = Number(form['cancelAmount'])
  const taxed = Number(form['taxScopeAmount'])
  const free = Number(form['taxExScopeAmount'])
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || taxed + free !== amountMinor)
    return fail('InvalidParameter', '취소 금액이 올바르지 않습니다.')
  if (!['1', '2'].includes(form['cancelRequester'] ?? '') || (form['cancelReason'] ?? '') === '')
    return fail('RequireParameter', 'cancelRequester, cancelReason')
  const rest = balance(order) - amountMinor
  if (rest < 0) return fail('Fail', '취소 가능 금액을 초과하였습니다.')
  if (form['doCompareRest'] === '1' && form['expectedRestAmount'] !== String(rest))
    return fail('Fail', '잔여 금액이 일치하지 않습니다.')
  const at = books.now().toISOString()
  const id = randomDigits(18)
  const after = books.orders.put({
    ...order,
    state: rest === 0 ? 'CANCELLED' : 'PART_CANCELLED',
    entries: [...order.entries, { kind: 'cancel', amountMinor, at, id }],
  })
  return success({
    paymentId: after.paymentId,
    payHistId: id,
    primaryPayMeans: 'CARD',
    primaryPayCancelAmount: amountMinor,
    primaryPayRestAmount: rest,
    npointCancelAmount: 0,
    npointRestAmount: 0,
    taxScopeAmount: taxed,
    taxExScopeAmount: free,
    cancelYmdt: compactTime(books.now()),
    totalRestAmount: rest,
  })
}

/** `v2.2/list/history` of a time of at most 31 days, in pages: approvals only, which is all that is asked for here. */
export function listTime(books: NaverBooks, caller: Caller, asked: JsonRecord): WireAnswer {
  const from = readCompactTime(textOf(asked['startTime']) ?? '')
  const until = readCompactTime(textOf(asked['endTime']) ?? '')
  const rows = numberOf(asked['rowsPerPage']) ?? 20
  const page = numberOf(asked['pageNumber']) ?? 1
  const isWhole =
    from !== undefined && until !== undefined && until.getTime() - from.getTime() <= 31 * 86_400_000
  if (!isWhole || rows < 1 || rows > 100 || asked['approvalType'] !== 'APPROVAL')
    return fail('InvalidParameter', 'startTime, endTime, rowsPerPage, approvalType')
  const found = books
    .all()
    .filter(({ partnerId, approvedAt }) => {
      const at = Date.parse(approvedAt ?? '')
      return partnerId === caller.partnerId && at >= from.getTime() && at <= until.getTime()
    })
    .map(detailOf)
  const list = found.slice((page - 1) * rows, page * rows)
  return success({ responseCount: list.length, totalCount: found.length, currentPageNumber: page, list })
}

/** `v2.2/list/history` of one payment: a row for the approval and one for each cancel. */
export function listHistory(books: NaverBooks, caller: Caller, paymentId: string): WireAnswer {
  const order = books.ofPayment(paymentId)
  if (order === undefined || order.partnerId !== caller.partnerId)
    return success({ responseCount: 0, totalCount: 0, list: [] })
  let rest = 0
  const list = order.entries.map((entry) => {
    rest += entry.kind === 'approve' ? entry.amountMinor : -entry.amountMinor
    return {
      ...detailOf(order),
      payHistId: entry.id,
      totalPayAmount: entry.amountMinor,
      admissionTypeCode: entry.kind === 'approve' ? '01' : rest === 0 ? '03' : '04',
      admissionYmdt: compactTime(new Date(entry.at)),
    }
  })
  return success({
    responseCount: list.length,
    totalCount: list.length,
    totalPageCount: 1,
    currentPageNumber: 1,
    list,
  })
}

/** `v1/purchase-confirm`. */
export function confirmPurchase(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || order.partnerId !== caller.partnerId || balance(order) <= 0)
    return fail('Fail', '거래완료할 수 없는 결제입니다.')
  books.orders.put({ ...order, isConfirmed: true })
  return success({ tradeConfirmYmdt: compactTime(books.now()) })
}

/** `v1/naverpoint-save`: once for a payment of which something is left. */
export function savePoints(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || order.partnerId !== caller.partnerId || balance(order) <= 0)
    return fail('Fail', '포인트를 적립할 수 없는 결제입니다.')
  if (order.arePointsSaved === true) return fail('Fail', '이미 포인트가 적립된 결제입니다.')
  books.orders.put({ ...order, arePointsSaved: true })
  return success({})
}

/** `v1/receipt/cash-amount`: what a bank account paid and still has paid; a card has its own receipt. */
export function readCashAmount(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || order.partnerId !== caller.partnerId || order.entries.length === 0)
    return fail('Fail', '조회할 결제를 찾을 수 없습니다.')
  const total = order.bankCode === undefined ? 0 : balance(order)
  const vat = Math.floor(Math.max(0, total - order.taxFreeMinor) / 11)
  return success({
    totalCashAmount: total,
    npointCashAmount: 0,
    primaryCashAmount: total,
    supplyCashAmount: total - vat,
    vatCashAmount: vat,
  })
}

/** `recurrent/regist/v1/approval`. */
export function registerRecurrent(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const order = books.orders.get(form['reserveId'] ?? '')
  const isRight =
    order !== undefined &&
    order.kind === 'RECURRENT' &&
    order.state === 'AUTHENTICATED' &&
    order.partnerId === caller.partnerId &&
    order.tempReceiptId === form['tempReceiptId']
  if (!isRight) return fail('Fail', '등록할 수 없는 예약입니다.')
  books.orders.put({ ...order, state: 'APPROVED' })
  const recurrent = books.recurrents.put({
    recurrentId: randomToken(18),
    partnerId: order.partnerId,
    ...(order.chainId === undefined ? {} : { chainId: order.chainId }),
    productCode: order.merchantPayKey,
    isExpired: false,
    ...(order.fate === undefined ? {} : { fate: order.fate }),
  })
  return success({ recurrentId: recurrent.recurrentId, actionType: 'NEW', preRecurrentId: '' })
}

/** `recurrent/pay/v3/reserve`: a payment number, and no money yet. */
export function reserveCharge(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const recurrent = books.recurrents.get(form['recurrentId'] ?? '')
  if (recurrent === undefined || recurrent.partnerId !== caller.partnerId || recurrent.isExpired)
    return fail('Fail', '유효하지 않은 정기결제입니다.')
  const amountMinor = Number(form['totalPayAmount'])
  const free = Number(form['taxExScopeAmount'])
  if (
    !Number.isSafeInteger(amountMinor) ||
    amountMinor <= 0 ||
    Number(form['taxScopeAmount']) + free !== amountMinor
  )
    return fail('InvalidParameter', '결제 금액이 올바르지 않습니다.')
  const merchantPayKey = form['merchantPayId'] ?? ''
  if (merchantPayKey === '' || (form['productName'] ?? '') === '')
    return fail('RequireParameter', 'merchantPayId, productName')
  const earlier = books.ofKey(merchantPayKey)
  if (earlier !== undefined && earlier.entries.length > 0)
    return fail('InvalidParameter', '이미 사용된 주문번호입니다.')
  const order = books.orders.put({
    reserveId: randomToken(15),
    kind: 'PAY',
    clientId: caller.merchant.credentials['clientId'] ?? '',
    partnerId: caller.partnerId,
    ...(caller.chainId === undefined ? {} : { chainId: caller.chainId }),
    merchantPayKey,
    productName: form['productName'] ?? '',
    amountMinor,
    taxFreeMinor: free,
    returnUrl: '',
    state: 'AUTHENTICATED',
    openedAt: books.now().toISOString(),
    paymentId: books.newPaymentId(),
    entries: [],
  })
  return success({ paymentId: order.paymentId })
}

/** `recurrent/expire/v1/request`. */
export function expireRecurrent(books: NaverBooks, caller: Caller, form: Fields): WireAnswer {
  const recurrent = books.recurrents.get(form['recurrentId'] ?? '')
  if (recurrent === undefined || recurrent.partnerId !== caller.partnerId || recurrent.isExpired)
    return fail('Fail', '유효하지 않은 정기결제입니다.')
  books.recurrents.put({ ...recurrent, isExpired: true })
  return success({ recurrentId: recurrent.recurrentId })
}

/** `recurrent/v1/list` of one registration; `state` VALID, EXPIRED or ALL. */
export function listRecurrents(books: NaverBooks, caller: Caller, asked: JsonRecord): WireAnswer {
  const recurrent = books.recurrents.get(textOf(asked['recurrentId']) ?? '')
  const state = textOf(asked['state']) ?? 'ALL'
  if (!['VALID', 'EXPIRED', 'ALL'].includes(state)) return fail('InvalidParameter', 'state')
  const list = [recurrent]
    .filter((each) => each !== undefined)
    .filter(({ partnerId }) => partnerId === caller.partnerId)
    .map(({ recurrentId, productCode, isExpired }) => ({
      recurrentId,
      productCode,
      recurrentState: isExpired ? 'EXPIRED' : 'VALID',
    }))
    .filter(({ recurrentState }) => state === 'ALL' || state === recurrentState)
  return success({ responseCount: list.length, totalCount: list.length, list })
}

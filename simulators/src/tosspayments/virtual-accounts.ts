import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { fateOf } from '../desk/magic.ts'
import { minorOf } from '../desk/money.ts'
import { randomToken } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { readZonelessTime } from '../desk/seoul-time.ts'
import type { TossBooks } from './books.ts'
import { refundBankCode } from './codes.ts'
import { issueAccount } from './confirm.ts'
import { announce } from './notices.ts'
import { wasApproved } from './payment.ts'
import { paymentView } from './payment-view.ts'
import { refuse } from './refusals.ts'

const hoursMax = 720

/** `POST /v1/virtual-accounts`: an account that the shop's server asks for. */
export function issueVirtualAccount(books: TossBooks, mid: string, body: JsonRecord): WireAnswer {
  const field = (name: string) => textOf(body[name]) ?? ''
  const [orderId, orderName, customerName] = [field('orderId'), field('orderName'), field('customerName')]
  const amountMinor = minorOf(numberOf(body['amount']) ?? Number.NaN, 'KRW')
  if (!/^[A-Za-z0-9\-_.]{6,64}$/.test(orderId) || orderName === '' || orderName.length > 100)
    return refuse('INVALID_REQUEST')
  if (customerName === '' || customerName.length > 100)
    return refuse('INVALID_REQUEST', 'customerName 은 필수 값입니다.')
  if (amountMinor === undefined || amountMinor <= 0) return refuse('INVALID_REQUEST')
  const bankCode = refundBankCode(field('bank'))
  if (bankCode === undefined) return refuse('INVALID_BANK')
  const validity = validityOf(books, body)
  if (validity === undefined)
    return refuse(
      'INVALID_REQUEST',
      '입금 기한은 30일을 넘을 수 없고, validHours 와 dueDate 는 함께 쓸 수 없습니다.',
    )
  const earlier = books.ofOrder(orderId, mid)
  if (earlier !== undefined && wasApproved(earlier)) return refuse('DUPLICATED_ORDER_ID')
  const fate = fateOf({ orderName, amountMinor })
  if (fate === 'decline-approve' || fate === 'decline-window') return refuse('FORBIDDEN_REQUEST')
  const cashReceiptType = textOf(recordOf(body['cashReceipt'])['type'])
  const issued = books.payments.put(
    issueAccount(books, {
      paymentKey: `tsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
      mid,
      orderId,
      orderName,
      type: 'API',
      currency: 'KRW',
      amountMinor,
      taxFreeMinor: minorOf(numberOf(body['taxFreeAmount']) ?? 0, 'KRW') ?? 0,
      method: 'VIRTUAL_ACCOUNT',
      status: 'READY',
      successUrl: '',
      failUrl: '',
      isEscrow: body['useEscrow'] === true,
      isCulturalExpense: false,
      customerName,
      bankCode,
      requestedAt: books.now().toISOString(),
      secret: `ps_${randomToken(16).replaceAll(/[-_]/g, 'x')}`,
      lastTransactionKey: '',
      cancels: [],
      entries: [],
      ...validity,
      ...(cashReceiptType === undefined ? {} : { cashReceiptType }),
    }),
  )
  void announce(books, issued)
  return json(200, paymentView(issued, books.now(), books.surroundings.publicOrigin))
}

function validityOf(
  books: TossBooks,
  body: JsonRecord,
): { readonly validHours?: number; readonly dueDate?: string } | undefined {
  const [validHours, dueDate] = [numberOf(body['validHours']), textOf(body['dueDate'])]
  if (validHours !== undefined && dueDate !== undefined) return undefined
  if (validHours !== undefined) return validHours > 0 && validHours <= hoursMax ? { validHours } : undefined
  if (dueDate === undefined) return {}
  const due = readZonelessTime(dueDate)
  const aheadMs = (due?.getTime() ?? 0) - books.now().getTime()
  return due !== undefined && aheadMs > 0 && aheadMs <= hoursMax * 3_600_000
    ? { dueDate: due.toISOString() }
    : undefined
}

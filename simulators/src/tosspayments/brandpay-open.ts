import { randomToken } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { customerKeyPattern } from './brandpay-member.ts'
import { brandpayProblems } from './brandpay-visit.ts'
import type { BrandpayCall, BrandpayProblem, BrandpayVisit } from './brandpay-visit.ts'
import { wasApproved } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { webAddress } from './window.ts'

export interface BrandpayOpening {
  readonly clientKey: string
  readonly customerKey: string
  readonly call: BrandpayCall
  readonly origin: string
  readonly options: JsonRecord
  readonly request: JsonRecord
}

export type OpenedVisit =
  | { readonly kind: 'opened'; readonly visit: BrandpayVisit }
  | { readonly kind: 'refused'; readonly code: BrandpayProblem; readonly message: string }

/** Opens BrandPay's window with the checks of the real SDK; a payment gets its `paymentKey` here. */
export function openVisit(books: TossBooks, opening: BrandpayOpening): OpenedVisit {
  const refused = (code: BrandpayProblem): OpenedVisit => ({
    kind: 'refused',
    code,
    message: brandpayProblems[code],
  })
  const merchant = books.merchantOf('clientKey', opening.clientKey)
  if (merchant === undefined) return refused('INVALID_CLIENT_KEY')
  if (!customerKeyPattern.test(opening.customerKey)) return refused('INVALID_CUSTOMER_KEY')
  const redirectUrl = webAddress(opening.options['redirectUrl'])
  const common = {
    visitId: `vsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid: merchant.mid,
    customerKey: opening.customerKey,
    call: opening.call,
    origin: opening.origin,
    isOver: false,
    openedAt: books.now().toISOString(),
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
  }
  if (opening.call !== 'REQUEST_PAYMENT') return { kind: 'opened', visit: books.brandpayVisits.put(common) }

  const ready = readPayment(books, merchant.mid, opening)
  if ('code' in ready) return refused(ready.code)
  const { payment, methodId, installmentMonths } = ready
  books.payments.put(payment)
  return {
    kind: 'opened',
    visit: books.brandpayVisits.put({
      ...common,
      paymentKey: payment.paymentKey,
      ...(methodId === undefined ? {} : { methodId }),
      ...(installmentMonths === undefined ? {} : { installmentMonths }),
    }),
  }
}

interface ReadyPayment {
  readonly payment: TossPayment
  readonly methodId?: string | undefined
  readonly installmentMonths?: number | undefined
}

function readPayment(
  books: TossBooks,
  mid: string,
  { customerKey, request }: BrandpayOpening,
): ReadyPayment | { readonly code: BrandpayProblem } {
  const unknown = Object.keys(request).find((name) => !members.has(name))
  const [orderId, orderName] = [textOf(request['orderId']) ?? '', textOf(request['orderName']) ?? '']
  const [amountMinor, taxFreeMinor] = [numberOf(request['amount']), numberOf(request['taxFreeAmount']) ?? 0]
  if (unknown !== undefined || !/^[A-Za-z0-9\-_=]{6,64}$/.test(orderId)) return { code: 'INVALID_PARAMETERS' }
  if (orderName === '' || orderName.length > 100) return { code: 'INVALID_PARAMETERS' }
  if (amountMinor === undefined || !Number.isSafeInteger(amountMinor) || amountMinor < 100)
    return { code: 'INVALID_AMOUNT_VALUE' }
  if (taxFreeMinor < 0 || taxFreeMinor > amountMinor) return { code: 'INVALID_AMOUNT_VALUE' }
  const [successUrl, failUrl] = [webAddress(request['successUrl']), webAddress(request['failUrl'])]
  if (request['successUrl'] !== undefined && successUrl === undefined)
    return { code: 'INCORRECT_SUCCESS_URL_FORMAT' }
  if ((successUrl === undefined) !== (failUrl === undefined)) return { code: 'INCORRECT_FAIL_URL_FORMAT' }
  const earlier = books.ofOrder(orderId, mid)
  if (earlier !== undefined && wasApproved(earlier)) return { code: 'DUPLICATED_ORDER_ID' }
  const methodId = textOf(request['methodId'])
  const problem = methodId === undefined ? undefined : ownershipProblem(books, mid, customerKey, methodId)
  if (problem !== undefined) return { code: problem }
  const receiptType = textOf(recordOf(request['cashReceipt'])['type'])
  return {
    methodId,
    installmentMonths: numberOf(request['cardInstallmentPlan']),
    payment: {
      paymentKey: `bsim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
      type: 'BRANDPAY',
      customerKey,
      mid,
      orderId,
      orderName,
      currency: 'KRW',
      amountMinor,
      taxFreeMinor,
      method: 'CARD',
      status: 'READY',
      successUrl: successUrl ?? '',
      failUrl: failUrl ?? '',
      isEscrow: false,
      isCulturalExpense: false,
      requestedAt: books.now().toISOString(),
      secret: `ps_${randomToken(16).replaceAll(/[-_]/g, 'x')}`,
      lastTransactionKey: '',
      cancels: [],
      entries: [],
      ...(receiptType === '소득공제' || receiptType === '지출증빙' ? { cashReceiptType: receiptType } : {}),
    },
  }
}

/** What `requestPayment` knows; the real SDK refuses a member that it does not (`INVALID_PARAMETERS`). */
const members = new Set([
  'amount',
  'orderId',
  'orderName',
  'successUrl',
  'failUrl',
  'methodId',
  'customerEmail',
  'shippingAddress',
  'taxFreeAmount',
  'cardInstallmentPlan',
  'useCardPoint',
  'discountCode',
  'cashReceipt',
  'productCode',
  'metadata',
])

function ownershipProblem(
  books: TossBooks,
  mid: string,
  customerKey: string,
  methodId: string,
): BrandpayProblem | undefined {
  const owner = books.brandpayMembers
    .all()
    .find((member) => member.mid === mid && member.methods.some(({ id }) => id === methodId))
  if (owner === undefined) return 'NOT_FOUND_METHOD'
  return owner.customerKey === customerKey ? undefined : 'NOT_FOUND_METHOD_OWNERSHIP'
}

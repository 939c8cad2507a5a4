import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { activeAgreement } from './agreements.ts'
import type { PaypalBooks } from './books.ts'
import { isDuplicateInvoice, takeMoney } from './capture.ts'
import { randomId } from './identifiers.ts'
import { readAmount } from './money.ts'
import type { SimOrder } from './records.ts'
import { invalid, notPermitted, unprocessable } from './refusals.ts'
import { orderView } from './views.ts'

/** `POST /v2/checkout/orders`: for a buyer to approve, or charged at once by an agreement. */
export function createOrder(
  books: PaypalBooks,
  mid: string,
  body: JsonRecord,
  checkoutUrl: string,
): WireAnswer {
  const units = body['purchase_units']
  if (!Array.isArray(units) || units.length !== 1)
    return invalid('MISSING_REQUIRED_PARAMETER', 'purchase_units: one item.')
  const unit = recordOf(units[0])
  const amount = readAmount(unit['amount'])
  if (amount.kind === 'refused') return invalid(amount.issue, amount.description)
  if (body['intent'] !== 'CAPTURE') return invalid('INVALID_PARAMETER_VALUE', 'intent: CAPTURE.')
  const customId = textOf(unit['custom_id']) ?? ''
  const invoiceId = textOf(unit['invoice_id']) ?? ''
  const description = textOf(unit['description']) ?? ''
  if (customId.length > 127 || invoiceId.length > 127 || Array.from(description).length > 127)
    return invalid('INVALID_STRING_MAX_LENGTH', 'custom_id, invoice_id, description: at most 127 characters.')
  const payee = textOf(recordOf(unit['payee'])['merchant_id'])
  if (payee !== undefined && payee !== mid) return notPermitted()
  if (!addsUp(unit, amount.minor))
    return unprocessable(
      'ITEM_TOTAL_MISMATCH',
      'Should equal sum of (unit_amount * quantity) across all items.',
    )
  const source = recordOf(body['payment_source'])
  const context = recordOf(recordOf(source['paypal'])['experience_context'])
  const order: SimOrder = {
    id: randomId(17),
    kind: source['token'] === undefined ? 'ORDER' : 'CHARGE',
    mid,
    status: 'PAYER_ACTION_REQUIRED',
    customId,
    invoiceId,
    orderName: description,
    amountMinor: amount.minor,
    currency: amount.currency,
    returnUrl: textOf(context['return_url']) ?? '',
    cancelUrl: textOf(context['cancel_url']) ?? '',
    refunds: [],
    entries: [],
    createdAt: books.now().toISOString(),
  }
  if (order.kind === 'ORDER') return json(201, orderView(books.orders.put(order), checkoutUrl))

  const token = recordOf(source['token'])
  if (token['type'] !== 'BILLING_AGREEMENT')
    return invalid('INVALID_PARAMETER_VALUE', 'payment_source.token.type: BILLING_AGREEMENT.')
  const agreement = activeAgreement(books, mid, textOf(token['id']) ?? '')
  if (agreement === 'unknown')
    return unprocessable(
      'BILLING_AGREEMENT_NOT_FOUND',
      'The requested Billing Agreement token was not found.',
    )
  if (agreement === 'cancelled')
    return unprocessable('AGREEMENT_ALREADY_CANCELLED', 'The requested agreement is already canceled.')
  if (isDuplicateInvoice(books, mid, invoiceId)) return duplicateInvoice()
  return json(201, orderView(takeMoney(books, { ...order, payerId: randomId(13) }), checkoutUrl))
}

/** `POST /v2/checkout/orders/{id}/capture`. */
export function captureOrder(books: PaypalBooks, order: SimOrder, checkoutUrl: string): WireAnswer {
  if (order.capture !== undefined) return unprocessable('ORDER_ALREADY_CAPTURED', 'Order already captured.')
  if (order.status !== 'APPROVED')
    return unprocessable('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment.')
  if (order.declineCode !== undefined)
    return unprocessable(
      order.declineCode,
      'The instrument presented was either declined by the processor or bank.',
    )
  if (isDuplicateInvoice(books, order.mid, order.invoiceId)) return duplicateInvoice()
  return json(201, orderView(takeMoney(books, order), checkoutUrl))
}

function duplicateInvoice(): WireAnswer {
  return unprocessable('DUPLICATE_INVOICE_ID', 'Requested invoice number has been previously captured.')
}

/** Items, where they are named, make up `breakdown.item_total`, and that the amount. */
function addsUp(unit: JsonRecord, totalMinor: number): boolean {
  const { items } = unit
  if (!Array.isArray(items)) return true
  const total = readAmount(recordOf(recordOf(unit['amount'])['breakdown'])['item_total'])
  if (total.kind === 'refused' || total.minor !== totalMinor) return false
  const sum = items.reduce((before: number, item: unknown) => {
    const unitAmount = readAmount(recordOf(item)['unit_amount'])
    const quantity = Number(textOf(recordOf(item)['quantity']) ?? 'none')
    return before + (unitAmount.kind === 'refused' ? Number.NaN : unitAmount.minor * quantity)
  }, 0)
  return sum === totalMinor
}

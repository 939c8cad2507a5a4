import type { Bought, BuyerChoice } from '../desk/simulator.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { memberOf, withMethod, withPassword } from './brandpay-member.ts'
import { openVisit } from './brandpay-open.ts'
import { decline, offeredMethods, payWith, successOf } from './brandpay-visit.ts'
import { refusals } from './refusals.ts'
import { failure } from './window.ts'

/**
 * Plays a buyer without a browser. He is a member already, and registers on the way what the choice names: a card, or an
 * account where it names a bank. Closing comes back as the SDK's promise would reject, by the failure address.
 */
export function buyByBrandpay(
  books: TossBooks,
  handOff: {
    readonly clientKey: string
    readonly customerKey: string
    readonly options: JsonRecord
    readonly request: JsonRecord
  },
  choice: BuyerChoice,
): Bought {
  const orderId = textOf(handOff.request['orderId']) ?? ''
  const opened = openVisit(books, { ...handOff, call: 'REQUEST_PAYMENT', origin: '' })
  if (opened.kind === 'refused') {
    const { code, message } = opened
    return { orderId, next: back(handOff.request, code, message, orderId), refused: { code, message } }
  }
  const { visit } = opened
  const payment = books.payments.get(visit.paymentKey ?? '')
  if (payment === undefined) throw new Error('a visit without its payment')
  books.brandpayVisits.put({ ...visit, isOver: choice.decision !== 'vanish' })
  const refuse = (code: string, message: string): Bought => {
    decline(books, payment, code, message)
    return { orderId, next: failure(payment.failUrl, code, message, orderId) }
  }
  switch (choice.decision) {
    case 'vanish':
      return { orderId, next: null }
    case 'close':
      return refuse('USER_CANCEL', '취소되었습니다.')
    case 'decline':
      return refuse(
        choice.declineCode ?? 'REJECT_CARD_COMPANY',
        choice.declineMessage ?? refusals.REJECT_CARD_COMPANY[1],
      )
    case 'approve': {
      const joined = { ...memberOf(books, visit.mid, visit.customerKey), isAdmitted: true }
      const secured = joined.passwordDigest === undefined ? withPassword(joined, '112233') : joined
      const isAccount = choice.bankCode !== undefined
      const member =
        visit.methodId === undefined
          ? withMethod(books, secured, {
              kind: isAccount ? 'ACCOUNT' : 'CARD',
              code: isAccount ? choice.bankCode : choice.cardCompany,
              number: choice.cardNumber,
            })
          : secured
      books.brandpayMembers.put(member)
      const method = offeredMethods(member, visit).at(-1)
      if (method === undefined) return refuse('NOT_FOUND_METHOD', '존재하지 않는 결제 수단 입니다.')
      const paid = payWith(books, payment, method, visit.installmentMonths ?? choice.installmentMonths ?? 0)
      if (paid.kind === 'declined')
        return { orderId, next: failure(payment.failUrl, paid.code, paid.message, orderId) }
      const url = new URL(payment.successUrl)
      for (const [name, value] of Object.entries(successOf(paid)))
        url.searchParams.append(name, String(value))
      return { orderId, next: { method: 'GET', url: url.href } }
    }
  }
}

function back(request: JsonRecord, code: string, message: string, orderId: string): Bought['next'] {
  const { failUrl } = request
  return typeof failUrl === 'string' && URL.canParse(failUrl)
    ? failure(failUrl, code, message, orderId)
    : null
}

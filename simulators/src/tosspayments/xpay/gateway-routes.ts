import type { FastifyInstance } from 'fastify'
import { answerCall, send } from '../../desk/answer.ts'
import type { Lie, WireAnswer } from '../../desk/answer.ts'
import type { Operation } from '../../desk/faults.ts'
import { readForm } from '../../desk/form.ts'
import type { Fields } from '../../desk/form.ts'
import { bytesOf, parseJson, recordOf, textsOf } from '../../desk/read-json.ts'
import { approve } from './approve.ts'
import type { XpayBooks } from './books.ts'
import { answer, field, refuseCaller } from './caller.ts'
import { cancel, changeAccount, rollBack } from './cancel.ts'

interface Call {
  readonly operation: Operation
  readonly run: (books: XpayBooks, form: Fields) => WireAnswer
  readonly order: (books: XpayBooks, form: Fields) => string | undefined
}

const ofTid = (books: XpayBooks, form: Fields) => books.of(field(form, 'LGD_TID'))?.oid

/** `LGD_TXNAME`. */
const calls: Readonly<Record<string, Call>> = {
  PaymentByKey: {
    operation: 'approve',
    run: approve,
    order: (books, form) => books.of(field(form, 'LGD_PAYKEY'))?.oid,
  },
  Rollback: {
    operation: 'netCancel',
    run: rollBack,
    order: (books, form) => books.of(field(form, 'LGD_RB_TXID'))?.oid,
  },
  Cancel: { operation: 'cancel', run: (books, form) => cancel(books, form, false), order: ofTid },
  PartialCancel: { operation: 'cancel', run: (books, form) => cancel(books, form, true), order: ofTid },
  CyberAccount: {
    operation: 'cancel',
    run: changeAccount,
    order: (_books, form) => field(form, 'LGD_OID') || undefined,
  },
}

/** The gateway: one address for every call, a form in EUC-KR in, JSON in UTF-8 out, HTTP 200 whatever happened. */
export function addGatewayRoutes(app: FastifyInstance, books: XpayBooks): void {
  app.post('/tosspayments/xpay/Gateway.do', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'euc-kr')
    const name = field(form, 'LGD_TXNAME')
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined
    const refused = refuseCaller(books, form)
    if (call === undefined || refused !== undefined) {
      send(reply, answer(refused ?? 'SIM108'))
      return reply
    }
    return answerCall(books.faults, request, reply, {
      operation: call.operation,
      orderId: call.order(books, form),
      run: () => call.run(books, form),
      decline: () => answer(call.operation === 'approve' ? 'SIM113' : 'SIM124'),
      lie,
    })
  })
}

/** The PG itself is mistaken. No answer of the gateway is signed, so a wrong signature cannot be seen. */
function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const whole = recordOf(parseJson(truth.body))
  const [first] = Array.isArray(whole['LGD_RESPONSE']) ? whole['LGD_RESPONSE'] : []
  const fields = textsOf(first)
  const changed =
    told === 'wrong-amount'
      ? { LGD_AMOUNT: String(Number(field(fields, 'LGD_AMOUNT')) + 1_000) }
      : { LGD_OID: 'f'.repeat(36) }
  const rewritten = { ...whole, LGD_RESPONSE: [{ ...fields, ...changed }] }
  return { ...truth, body: Buffer.from(JSON.stringify(rewritten), 'utf8') }
}

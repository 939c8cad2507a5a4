import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { fateOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { readCompactTime, compactDate } from '../desk/seoul-time.ts'
import type { KcpBooks } from './books.ts'
import type { ApiBody } from './caller.ts'
import { refuseCaller } from './caller.ts'
import { banks, results } from './codes.ts'
import type { KcpCode } from './codes.ts'
import { masked } from './decide.ts'
import { approvalView } from './approval-view.ts'
import { wasApproved } from './order.ts'
import type { KcpOrder } from './order.ts'
import { movePurse, noteMember, purseOf } from './purses.ts'

export function refuse(code: KcpCode): WireAnswer {
  return json(200, { res_cd: code, res_msg: results[code] })
}

/** `/gw/enc/v1/payment`: opens what a window sealed, and takes the money, issues the account or the batch key. */
export function finishWindow(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body)
  if (refused !== undefined) return refuse(refused)
  const order = books.ofSeal(body['enc_data'] ?? '')
  if (order === undefined || order.siteCode !== body['site_cd']) return refuse('SIM410')
  if (order.state !== 'AUTHENTICATED' || (body['enc_info'] ?? '') === '') return refuse('SIM410')
  if (order.kind === 'BATCH')
    return body['tran_cd'] === '00300001' ? issueBatchKey(books, order) : refuse('SIM400')
  if (body['tran_cd'] !== '00100000' || body['pay_type'] !== order.method) return refuse('SIM400')
  if (body['ordr_mony'] !== String(order.amountMinor) || body['ordr_no'] !== order.orderNumber)
    return refuse('8059')
  const earlier = books.ofOrder(order.orderNumber, order.siteCode)
  if (earlier !== undefined && wasApproved(earlier)) return refuse('SIM409')
  return json(200, approvalView(approve(books, order)))
}

function approve(books: KcpBooks, order: KcpOrder): KcpOrder {
  const at = books.now().toISOString()
  const tno = books.newTno()
  if (order.method === 'PAVC')
    return books.sessions.put({
      ...order,
      tno,
      state: 'ISSUED',
      approvedAt: at,
      virtualAccount: {
        accountNumber: randomDigits(14),
        bankCode: order.bankCode ?? 'BK88',
        expiresAt: expiryOf(books, order).toISOString(),
      },
      entries: [{ kind: 'account-issued', amountMinor: order.amountMinor, at, id: tno }],
    })
  return books.sessions.put({
    ...order,
    tno,
    state: 'APPROVED',
    approvedAt: at,
    entries: [{ kind: 'approve', amountMinor: order.amountMinor, at, id: tno }],
  })
}

/** So many days from today, to the second of the last one. */
function expiryOf(books: KcpBooks, { form }: KcpOrder): Date {
  const days = Number(form['vcnt_expire_term'] ?? '3')
  const day = new Date(books.now().getTime() + days * 86_400_000)
  return readCompactTime(`${compactDate(day)}${form['vcnt_expire_term_time'] ?? '235959'}`) ?? day
}

function issueBatchKey(books: KcpBooks, order: KcpOrder): WireAnswer {
  const { card } = order
  if (card === undefined) return refuse('SIM400')
  books.sessions.put({ ...order, state: 'APPROVED' })
  noteMember(books, order)
  return batchKeyAnswer(books, order.siteCode, card, order.fate)
}

function batchKeyAnswer(
  books: KcpBooks,
  siteCode: string,
  card: { readonly code: string; readonly number: string },
  fate: string | undefined,
): WireAnswer {
  const groupId = books.merchants.get(siteCode)?.credentials['batchGroupId'] ?? ''
  const kept = books.batchKeys.put({
    batchKey: `${compactDate(books.now())}${randomToken(9).replaceAll(/[-_]/g, 'x')}`,
    siteCode,
    groupId,
    card: { code: card.code, number: card.number },
    ...(fate === undefined ? {} : { fate }),
  })
  return json(200, {
    res_cd: '0000',
    res_msg: results['0000'],
    batch_key: kept.batchKey,
    card_cd: card.code,
    card_name: card.code,
    card_mask_no: card.number,
  })
}

/** `/gw/hub/v1/payment`: a card without its buyer. What kind it is, `card_tx_type` says. */
export function payWithoutWindow(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body)
  if (refused !== undefined) return refuse(refused)
  switch (body['card_tx_type']) {
    case '11511000':
      return chargeBatchKey(books, body)
    case '11121000':
      return keyIn(books, body)
    case '12100000':
      return issueByCard(books, body)
    default:
      return refuse('SIM400')
  }
}

function chargeBatchKey(books: KcpBooks, body: ApiBody): WireAnswer {
  const key = books.batchKeys.get(body['bt_batch_key'] ?? '')
  if (key === undefined || key.siteCode !== body['site_cd'] || key.groupId !== body['bt_group_id'])
    return refuse('SIM413')
  return takeCard(books, body, key.card)
}

function keyIn(books: KcpBooks, body: ApiBody): WireAnswer {
  const problem = cardProblem(books, body)
  return problem === undefined
    ? takeCard(books, body, { code: 'CCLG', number: masked(body['card_no'] ?? '') })
    : refuse(problem)
}

function issueByCard(books: KcpBooks, body: ApiBody): WireAnswer {
  const groupId = books.merchants.get(body['site_cd'] ?? '')?.credentials['batchGroupId'] ?? ''
  if (groupId === '' || body['bt_group_id'] !== groupId) return refuse('SIM413')
  const problem = cardProblem(books, body)
  if (problem !== undefined) return refuse(problem)
  const number = body['card_no'] ?? ''
  const fate = fateOf({ cardNumber: number, orderName: '', amountMinor: 0 })
  return batchKeyAnswer(books, body['site_cd'] ?? '', { code: 'CCLG', number: masked(number) }, fate)
}

function cardProblem(books: KcpBooks, body: ApiBody): KcpCode | undefined {
  if (!/^\d{14,16}$/.test(body['card_no'] ?? '')) return 'CC14'
  const expiry = /^(\d{2})(0[1-9]|1[0-2])$/.exec(body['card_expiry'] ?? '')
  if (expiry === null) return 'CC54'
  const end = Date.UTC(2000 + Number(expiry[1]), Number(expiry[2]), 1)
  return end <= books.now().getTime() ? 'CC54' : undefined
}

function takeCard(
  books: KcpBooks,
  body: ApiBody,
  card: { readonly code: string; readonly number: string },
): WireAnswer {
  const made = newOrder(books, body, 'PACA')
  if (typeof made === 'string') return refuse(made)
  const order = approve(books, {
    ...made,
    card: { ...card, installmentMonths: Number(body['quota'] ?? '0') },
  })
  return json(200, approvalView(order))
}

/** An account without a window. KCP's public API has none; this one is the simulator's alone. */
export function issueAccount(books: KcpBooks, body: ApiBody): WireAnswer {
  const refused = refuseCaller(books, body)
  if (refused !== undefined) return refuse(refused)
  if (!banks.some(({ code }) => code === body['bankcode'])) return refuse('SIM400')
  const made = newOrder(books, { ...body, amount: body['good_mny'] ?? '', currency: '410' }, 'PAVC')
  if (typeof made === 'string') return refuse(made)
  return json(200, approvalView(approve(books, { ...made, bankCode: body['bankcode'] ?? '' })))
}

/** Takes an order's money out of a purse; without one it is a trial. */
export function payFrom(books: KcpBooks, body: ApiBody, purseId: string | undefined): WireAnswer {
  const made = newOrder(books, body, 'PACA')
  if (typeof made === 'string') return refuse(made)
  const order = purseId === undefined ? made : { ...made, purseId }
  if (purseId !== undefined && purseOf(books, purseId).minor < order.amountMinor) return refuse('SIM416')
  movePurse(books, order, -order.amountMinor)
  return json(200, approvalView(approve(books, order)))
}

function newOrder(books: KcpBooks, body: ApiBody, method: KcpOrder['method']): KcpOrder | KcpCode {
  const orderNumber = body['ordr_idxx'] ?? ''
  const siteCode = body['site_cd'] ?? ''
  const amount = body['amount'] ?? ''
  if (!/^[A-Za-z0-9]{1,40}$/.test(orderNumber) || !/^[1-9]\d{0,11}$/.test(amount)) return 'SIM400'
  if ((body['good_name'] ?? '') === '' || body['currency'] !== '410') return 'SIM400'
  if (method === 'PACA' && body['card_mny'] !== amount) return 'SIM400'
  const earlier = books.ofOrder(orderNumber, siteCode)
  if (earlier !== undefined && wasApproved(earlier)) return 'SIM409'
  return {
    sessionId: randomToken(18),
    surface: 'API',
    kind: 'PAY',
    siteCode,
    orderNumber,
    goodName: body['good_name'] ?? '',
    buyerName: body['buyr_name'] ?? '',
    currency: 'KRW',
    amountMinor: Number(amount),
    methods: [method],
    hasWallets: 'none',
    method,
    form: withoutPassword(body),
    returnUrl: '',
    state: 'AUTHENTICATED',
    openedAt: books.now().toISOString(),
    tno: '',
    approvalNumber: randomDigits(8),
    cancelCount: 0,
    entries: [],
  }
}

function withoutPassword({
  benepia_password: _password,
  code_verifier: _verifier,
  ...form
}: ApiBody): ApiBody {
  return form
}

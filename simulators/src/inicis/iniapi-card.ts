import type { Fields } from '../desk/form.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import type { Fate } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactClock, compactDate } from '../desk/seoul-time.ts'
import { issueKey } from './bill-key.ts'
import type { BillKey } from './bill-key.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { decrypt } from './hashes.ts'
import { issueAccount } from './iniapi-account.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { checkV1 } from './iniapi-v1.ts'
import { wasApproved } from './order.ts'

/** What both kinds of INIAPI name alike; v1 sends a form, v2 JSON. */
interface Charge {
  readonly mid: string
  readonly moid: string
  readonly goodName: string
  readonly buyerName: string
  readonly buyerEmail: string
  readonly buyerTel: string
  readonly price: string
  readonly cardQuota: string
  readonly authentification: string
  readonly taxFree: string
}

/** `POST /v2/pg/billing`; the envelope with its hash was checked before. */
export function chargeByKey(books: InicisBooks, mid: string, data: JsonRecord): ApiAnswer | InicisCode {
  const key = books.billKeys.get(textOf(data['billKey']) ?? '')
  const charge = chargeOf(mid, (name) => textOf(data[name]) ?? '')
  return key === undefined || key.mid !== mid || key.phone !== undefined ? 'SIM411' : take(books, charge, key)
}

/** `POST /api/v1/billing`: `Auth` makes a key from a card, `Billing` charges one. */
export function billingV1(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { mid = '', moid = '', price = '', billKey = '', cardNumber = '' } = form
  const isPhone = form['paymethod'] === 'HPP'
  if (form['paymethod'] !== 'Card' && !isPhone) return 'ER0102'
  switch (form['type']) {
    case 'Billing': {
      const refusal = checkV1(books, form, [moid, price, billKey])
      if (refusal !== undefined) return refusal
      const key = books.billKeys.get(billKey)
      if (key === undefined || key.mid !== mid || isPhone !== (key.phone !== undefined)) return 'SIM411'
      return take(
        books,
        chargeOf(mid, (name) => form[name] ?? (isPhone && name === 'cardQuota' ? '00' : '')),
        key,
      )
    }
    case 'Auth': {
      if (isPhone) return 'ER0102'
      const refusal = checkV1(books, form, [moid, price, cardNumber])
      if (refusal !== undefined) return refusal
      const card = readCard(books, mid, form)
      if (typeof card === 'string') return card
      const charge = chargeOf(mid, (name) => form[name] ?? '')
      if (!isComplete(charge) || !/^\d+$/.test(price)) return 'ER0102'
      if (card.fate === 'decline-window') return '120049'
      const key = issueKey(books, mid, card, card.fate)
      const now = books.now()
      return {
        resultCode: '00',
        resultMsg: '정상처리되었습니다.',
        tid: books.newTid('INIAPIAUTH', mid),
        mid,
        moid,
        billKey: key.billKey,
        payDate: compactDate(now),
        payTime: compactClock(now),
        cardNumber: card.number,
        cardCode: card.code,
        checkFlg: '0',
      }
    }
    default:
      return 'ER0102'
  }
}

/** `POST /api/v1/formpay`, `Pay` / `Card`: a payment by card number; `Pay` / `Vacct`: an account. */
export function formpayV1(books: InicisBooks, form: Fields): ApiAnswer | InicisCode {
  const { mid = '', moid = '', price = '', cardNumber = '' } = form
  if (form['type'] === 'Pay' && form['paymethod'] === 'Vacct') return issueAccount(books, form)
  if (form['type'] !== 'Pay' || form['paymethod'] !== 'Card') return 'ER0102'
  const refusal = checkV1(books, form, [moid, price, cardNumber])
  if (refusal !== undefined) return refusal
  if (form['currency'] !== 'WON') return 'ER0102'
  const card = readCard(books, mid, form)
  if (typeof card === 'string') return card
  const { code, number, fate } = card
  return take(
    books,
    chargeOf(mid, (name) => form[name] ?? ''),
    {
      card: { code, number },
      ...(fate === undefined ? {} : { fate }),
    },
  )
}

/** Puts the fault that magic orders on this charge; on an order's first try only, so that a repeat gets through. */
export function hauntCharge(books: InicisBooks, mid: string, fields: JsonRecord | Fields): void {
  const text = (name: string) => textOf(fields[name]) ?? ''
  const moid = text('moid')
  if (moid === '' || books.faults.wasHaunted(moid)) return
  const key = books.credential(mid, 'iniApiKey')
  const cardNumber = decrypt(text('cardNumber'), key, books.credential(mid, 'iniApiIv'))
  const fate =
    books.billKeys.get(text('billKey'))?.fate ??
    fateOf({ cardNumber, orderName: text('goodName'), amountMinor: Number(text('price')) })
  if (fate !== 'silent-before' && fate !== 'silent-after' && fate !== 'http-500-after') return
  const fault = faultOf(fate, moid)
  if (fault === undefined) return
  books.faults.haunt(moid)
  books.faults.add(fault)
}

function chargeOf(mid: string, text: (name: keyof Charge) => string): Charge {
  return {
    mid,
    moid: text('moid'),
    goodName: text('goodName'),
    buyerName: text('buyerName'),
    buyerEmail: text('buyerEmail'),
    buyerTel: text('buyerTel'),
    price: text('price'),
    cardQuota: text('cardQuota'),
    authentification: text('authentification'),
    taxFree: text('taxFree'),
  }
}

/** Name, e-mail and phone are required; empty ones are ER0102 (INIAPI manual). */
function isComplete(charge: Charge): boolean {
  const { moid, goodName, buyerName, buyerEmail, buyerTel } = charge
  return /^.{1,40}$/.test(moid) && ![goodName, buyerName, buyerEmail, buyerTel].includes('')
}

function take(
  books: InicisBooks,
  charge: Charge,
  { card, phone, fate: cardFate }: Pick<BillKey, 'card' | 'phone' | 'fate'>,
): ApiAnswer | InicisCode {
  const { mid, moid, goodName } = charge
  const amountMinor = Number(charge.price)
  const taxFreeMinor = Number(charge.taxFree || '0')
  if (!isComplete(charge) || charge.authentification !== '00' || !/^\d{2}$/.test(charge.cardQuota))
    return 'ER0102'
  if (!/^\d{1,12}$/.test(charge.price) || amountMinor <= 0) return 'ER0102'
  if (!Number.isSafeInteger(taxFreeMinor) || taxFreeMinor < 0 || taxFreeMinor > amountMinor) return 'ER0102'
  const earlier = books.ofOid(moid, mid)
  if (earlier !== undefined && wasApproved(earlier)) return '500619'
  const fate = cardFate ?? fateOf({ orderName: goodName, amountMinor })
  if (fate === 'decline-approve' || fate === 'decline-window') return '120049'

  const now = books.now()
  const at = now.toISOString()
  const isPhone = phone !== undefined
  const tid = books.newTid(isPhone ? 'INIAPIHPP_' : 'INIAPICARD', mid)
  const order = books.sessions.put({
    sessionId: randomToken(18),
    surface: 'API',
    mid,
    oid: moid,
    tid,
    goodName,
    buyerName: charge.buyerName,
    buyerTel: charge.buyerTel,
    buyerEmail: charge.buyerEmail,
    currency: 'KRW',
    amountMinor,
    taxFreeMinor,
    methods: [isPhone ? 'HPP' : 'Card'],
    wallet: 'none',
    method: isPhone ? 'HPP' : 'Card',
    charset: 'utf-8',
    form: {},
    state: 'APPROVED',
    openedAt: at,
    approvedAt: at,
    applNum: randomDigits(8),
    ...(isPhone ? {} : { card: { ...card, installmentMonths: Number(charge.cardQuota), isWallet: false } }),
    usedHashes: [],
    entries: [{ kind: 'approve', amountMinor, at, id: tid }],
  })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    tid,
    mid,
    moid,
    price: charge.price,
    payDate: compactDate(now),
    payTime: compactClock(now),
    payAuthCode: order.applNum,
    ...(isPhone
      ? {}
      : {
          cardNumber: card.number,
          cardCode: card.code,
          cardQuota: charge.cardQuota,
          quotaInterest: '0',
          checkFlg: '0',
          prtcCode: '1',
        }),
  }
}

/** Number, expiry (`YYMM`), birth date or company number, and two digits of the PIN: each [ENC]. */
function readCard(
  books: InicisBooks,
  mid: string,
  form: Fields,
): (BillKey['card'] & { readonly fate?: Fate }) | InicisCode {
  const key = books.credential(mid, 'iniApiKey')
  const iv = books.credential(mid, 'iniApiIv')
  const opened = (name: string) => {
    const value = form[name] ?? ''
    return value === '' ? '' : decrypt(value, key, iv)
  }
  const number = opened('cardNumber')
  const [, year = '', month = ''] = /^(\d{2})(0[1-9]|1[0-2])$/.exec(opened('cardExpire') ?? '') ?? []
  if (number === undefined || !/^\d{14,19}$/.test(number)) return 'ER0102'
  if (!/^(\d{6}|\d{10})?$/.test(opened('regNo') ?? 'x') || !/^(\d{2})?$/.test(opened('cardPw') ?? 'x'))
    return 'ER0102'
  if (year === '' || Date.UTC(2000 + Number(year), Number(month), 1) <= books.now().getTime()) return '1165'
  const fate = fateOf({ cardNumber: number, orderName: '', amountMinor: 0 })
  return {
    code: '14',
    number: `${number.slice(0, 6)}******${number.slice(12, 15)}*`,
    ...(fate === undefined ? {} : { fate }),
  }
}

import { uuidv7 } from 'uuidv7'
import { encodeText, writeForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactClock, compactDate, compactTime } from '../desk/seoul-time.ts'
import type { InicisBooks } from './books.ts'
import { bankName } from './codes.ts'
import { cbtNoteFields } from './japan/notices.ts'
import type { InicisOrder } from './order.ts'

/** The PG repeats until `OK`; this one gives up after a working day, so that dead addresses do not stay for ever. */
const MAX_ATTEMPTS = 480

/** Money came into the account: one note per address that should hear of it. */
export function noteDeposit(
  books: InicisBooks,
  order: InicisOrder,
  depositTid: string,
): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, depositFields(books, order, depositTid))
}

/** Mobile also tells that the account was issued (P_STATUS 00); nobody waits for it. */
export function noteIssued(books: InicisBooks, order: InicisOrder): void {
  if (order.surface === 'MOBILE') void deliver(books, order, mobileFields(books, order, '00', order.tid))
}

/** A note that no money stands behind. Inicis notes carry no secret, so `secret` forges the account number. */
export function forgeDeposit(
  books: InicisBooks,
  order: InicisOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const account = order.virtualAccount
  const forged: InicisOrder = {
    ...order,
    ...(tamper === 'amount' ? { amountMinor: order.amountMinor + 1_000 } : {}),
    ...(tamper === 'order' ? { oid: `${order.oid}-forged`.slice(-40) } : {}),
    ...(tamper === 'secret' && account !== undefined
      ? { virtualAccount: { ...account, accountNumber: randomDigits(14) } }
      : {}),
  }
  return deliver(books, order, depositFields(books, forged, books.newTid('StdpayVBNK', order.mid)))
}

export function newDepositTid(books: InicisBooks, order: InicisOrder): string {
  return books.newTid('INIVRDEPOS', order.mid)
}

function depositFields(books: InicisBooks, order: InicisOrder, depositTid: string): Fields {
  if (order.surface === 'JAPAN') return cbtNoteFields(books, order)
  return order.surface === 'MOBILE'
    ? mobileFields(books, order, '02', order.tid)
    : pcFields(books, order, depositTid)
}

/** Virtual account note of the PC window (standard web payment manual, deposit note fields). */
function pcFields(books: InicisBooks, order: InicisOrder, depositTid: string): Fields {
  const now = books.now()
  const amount = String(order.amountMinor)
  const bank = order.virtualAccount?.bankCode ?? ''
  return {
    no_tid: depositTid,
    no_oid: order.oid,
    id_merchant: order.mid,
    cd_bank: bank.padStart(8, '0'),
    cd_deal: bank.padStart(8, '0'),
    dt_trans: compactDate(now),
    tm_trans: compactClock(now),
    no_msgseq: randomDigits(10),
    cd_joinorg: '20000050',
    dt_transbase: compactDate(now),
    no_transeq: '',
    type_msg: '0200',
    cl_trans: '1100',
    cl_close: '0',
    flg_close: '0',
    cl_kor: '2',
    no_msgmanage: '',
    no_vacct: order.virtualAccount?.accountNumber ?? '',
    amt_input: amount,
    amt_check: '0',
    nm_inputbank: bankName(bank),
    nm_input: order.buyerName,
    dt_inputstd: compactDate(now),
    dt_calculstd: compactDate(now),
    dt_cshr: '',
    tm_cshr: '',
    no_cshr_appl: '',
    no_cshr_tid: '',
  }
}

/** Virtual account note of the mobile window (mobile manual, P_NOTI_URL): 00 issued, 02 deposited. */
function mobileFields(books: InicisBooks, order: InicisOrder, status: '00' | '02', tid: string): Fields {
  const end = compactTime(new Date(order.virtualAccount?.expiresAt ?? order.openedAt))
  const bank = order.virtualAccount?.bankCode ?? ''
  return {
    P_STATUS: status,
    P_TID: tid,
    P_TYPE: 'VBANK',
    P_AUTH_DT: compactTime(books.now()),
    P_MID: order.mid,
    P_OID: order.oid,
    P_FN_CD1: bank,
    P_FN_CD2: bank,
    P_FN_NM: bankName(bank),
    P_AMT: String(order.amountMinor),
    P_UNAME: order.buyerName,
    P_RMESG1: `${order.virtualAccount?.accountNumber ?? ''}|${end.slice(0, 12)}`,
    P_RMESG2: '',
    P_NOTI: order.form['P_NOTI'] ?? '',
    P_AUTH_NO: '',
    P_CSHR_AMT: '',
    P_CSHR_SUP_AMT: '',
    P_CSHR_TAX: '',
    P_CSHR_SRVC_AMT: '',
    P_CSHR_TYPE: '',
    P_CSHR_DT: '',
  }
}

function deliver(books: InicisBooks, order: InicisOrder, fields: Fields): Promise<readonly NoteAttempt[]> {
  return Promise.all(targets(books, order).map((url) => books.notes.send(noteOf(order, url, fields))))
}

/** The address that came with the order; else every address of the MID. */
function targets(books: InicisBooks, order: InicisOrder): readonly string[] {
  const own = order.form[order.surface === 'JAPAN' ? 'notiUrl' : 'P_NOTI_URL'] ?? ''
  if ((order.surface === 'MOBILE' || order.surface === 'JAPAN') && URL.canParse(own)) return [own]
  const registered = books.merchants.get(order.mid)?.notifyUrls ?? []
  const fallback = books.surroundings.notifyTargetFor('inicis', order.mid)
  return registered.length > 0 || fallback === undefined ? registered : [fallback]
}

/** Korean windows tell in EUC-KR, the Japanese one in UTF-8. */
function noteOf({ oid, surface }: InicisOrder, url: string, fields: Fields): Note {
  const charset = surface === 'JAPAN' ? 'utf-8' : 'euc-kr'
  return {
    id: uuidv7(),
    orderId: oid,
    url,
    contentType: 'application/x-www-form-urlencoded',
    body: Buffer.from(encodeText(writeForm(fields, charset), charset)).toString('base64'),
    wants: 'body-OK',
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  }
}

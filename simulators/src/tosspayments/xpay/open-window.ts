import { charsetOf } from '../../desk/form.ts'
import type { Fields } from '../../desk/form.ts'
import { randomDigits, randomToken } from '../../desk/random.ts'
import { readCompactTime } from '../../desk/seoul-time.ts'
import type { XpayBooks } from './books.ts'
import { amountOf, field, md5, same } from './caller.ts'
import { banks, cards, results } from './codes.ts'
import type { XpayCode } from './codes.ts'
import { payTypes, wasApproved } from './order.ts'
import type { XpayOrder, XpayType } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: XpayOrder }
  | { readonly kind: 'refused'; readonly orderId: string; readonly code: XpayCode; readonly message: string }

/** Opens the window with the form of the shop's page. */
export function openWindow(books: XpayBooks, form: Fields): Opened {
  const oid = field(form, 'LGD_OID')
  const code = refusalOf(books, form)
  if (code !== undefined) return { kind: 'refused', orderId: oid, code, message: results[code] }
  const wireMid = field(form, 'LGD_MID')
  const noteUrl = field(form, 'LGD_CASNOTEURL')
  const order = books.sessions.put({
    sessionId: randomToken(18),
    mid: books.merchantOf(wireMid)?.mid ?? wireMid,
    wireMid,
    oid,
    productInfo: field(form, 'LGD_PRODUCTINFO'),
    buyer: field(form, 'LGD_BUYER'),
    amountMinor: amountOf(field(form, 'LGD_AMOUNT')) ?? 0,
    taxFreeMinor: Number(field(form, 'LGD_TAXFREEAMOUNT') || '0'),
    timestamp: field(form, 'LGD_TIMESTAMP'),
    payType: payTypeOf(form) ?? 'SC0010',
    ...choices(form),
    isEscrow: field(form, 'LGD_ESCROW_USEYN') === 'Y',
    returnUrl: field(form, 'LGD_RETURNURL'),
    returnCharset: charsetOf(form['LGD_ENCODING_RETURNURL'], 'euc-kr'),
    noteCharset: charsetOf(form['LGD_ENCODING_NOTEURL'], 'euc-kr'),
    ...(noteUrl === '' ? {} : { noteUrl }),
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    approvalNumber: randomDigits(8),
    entries: [],
  })
  return { kind: 'opened', order }
}

/** Values that hold one of these are refused (the PG's parameter table). */
const forbidden = /[<>;'"\\]|--/

function refusalOf(books: XpayBooks, form: Fields): XpayCode | undefined {
  const wireMid = field(form, 'LGD_MID')
  const key = books.mertKey(wireMid)
  const platform = field(form, 'CST_PLATFORM')
  if (key === undefined) return 'SIM100'
  if (wireMid !== `${platform === 'test' ? 't' : ''}${field(form, 'CST_MID')}`) return 'SIM100'
  const oid = field(form, 'LGD_OID')
  const timestamp = field(form, 'LGD_TIMESTAMP')
  const amount = field(form, 'LGD_AMOUNT')
  if (!same(field(form, 'LGD_HASHDATA'), md5([wireMid, oid, amount, timestamp, key]))) return 'SIM101'
  if (!['test', 'service'].includes(platform) || field(form, 'LGD_CUSTOM_PROCESSTYPE') !== 'TWOTR')
    return 'SIM104'
  if (!/^[A-Za-z0-9_-]{1,63}$/.test(oid) || amountOf(amount) === undefined || !/^\d{14}$/.test(timestamp))
    return 'SIM104'
  if (field(form, 'LGD_BUYER') === '' || field(form, 'LGD_PRODUCTINFO') === '') return 'SIM104'
  if (!URL.canParse(field(form, 'LGD_RETURNURL'))) return 'SIM104'
  const isBroken = ['LGD_BUYER', 'LGD_PRODUCTINFO', 'LGD_BUYERID', 'LGD_ESCROW_GOODNAME'].some((name) =>
    forbidden.test(field(form, name)),
  )
  if (isBroken) return 'SIM104'
  const earlier = books.ofOid(oid)
  if (earlier !== undefined && wasApproved(earlier)) return 'SIM106'
  return refuseMethod(books, form)
}

/** What is required for one method only. */
function refuseMethod(books: XpayBooks, form: Fields): XpayCode | undefined {
  const payType = payTypeOf(form)
  switch (payType) {
    case undefined:
      return 'SIM105'
    case 'SC0040': {
      if (!URL.canParse(field(form, 'LGD_CASNOTEURL'))) return 'SIM104'
      const closeDate = field(form, 'LGD_CLOSEDATE')
      if (closeDate === '') return undefined
      const end = /^\d{14}$/.test(closeDate) ? readCompactTime(closeDate) : undefined
      if (end === undefined) return 'SIM104'
      return end < books.now() ? 'SIM107' : undefined
    }
    case 'SC0111':
    case 'SC0112':
    case 'SC0113': {
      const buyerId = field(form, 'LGD_BUYERID')
      return buyerId === '' || buyerId.length > 15 || field(form, 'LGD_BUYERIP') === '' ? 'SIM104' : undefined
    }
    case 'SC0010':
    case 'SC0030':
    case 'SC0060':
      return undefined
  }
}

/** One method: what is shown first must be all that is shown. */
function payTypeOf(form: Fields): XpayType | undefined {
  const asked = field(form, 'LGD_CUSTOM_USABLEPAY')
  if (field(form, 'LGD_CUSTOM_FIRSTPAY') !== asked || !Object.hasOwn(payTypes, asked)) return undefined
  // The border: `hasOwn` found it among the keys.
  return asked as XpayType
}

function choices(form: Fields): Pick<XpayOrder, 'onlyCard' | 'onlyBank' | 'installmentMonths' | 'closeDate'> {
  const onlyCard = cards.find(({ code }) => code === field(form, 'LGD_USABLECARD'))?.code
  const onlyBank = banks.find(({ code }) => code === field(form, 'LGD_USABLECASBANK'))?.code
  const months = field(form, 'LGD_INSTALLRANGE')
  const closeDate = field(form, 'LGD_CLOSEDATE')
  return {
    ...(onlyCard === undefined ? {} : { onlyCard }),
    ...(onlyBank === undefined ? {} : { onlyBank }),
    ...(/^\d{1,2}(:\d{1,2})*$/.test(months) ? { installmentMonths: months.split(':').map(Number) } : {}),
    ...(closeDate === '' ? {} : { closeDate }),
  }
}

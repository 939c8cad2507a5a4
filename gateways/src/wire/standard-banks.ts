/**
 * The standard bank codes of Korea's payment clearing (금융기관 공동코드) → REST V2 `Bank`. NICE's webapi guide and KICC's
 * developer documentation list the same ones; PGs with letters or codes of their own keep tables of their own.
 */
const banks: Readonly<Record<string, string>> = {
  '002': 'KDB',
  '003': 'IBK',
  '004': 'KOOKMIN',
  '007': 'SUHYUP',
  '011': 'NONGHYUP',
  '012': 'LOCAL_NONGHYUP',
  '020': 'WOORI',
  '023': 'STANDARD_CHARTERED',
  '027': 'CITI',
  '031': 'DAEGU',
  '032': 'BUSAN',
  '034': 'KWANGJU',
  '035': 'JEJU',
  '037': 'JEONBUK',
  '039': 'KYONGNAM',
  '045': 'KFCC',
  '048': 'SHINHYUP',
  '050': 'SAVINGS_BANK',
  '064': 'NFCF',
  '071': 'POST',
  '081': 'HANA',
  '088': 'SHINHAN',
  '089': 'K_BANK',
  '090': 'KAKAO',
  '092': 'TOSS',
}

/** The bank of a code, which some messages write with two digits instead of three. */
export function standardBank(code: string | undefined): string | undefined {
  const key = code?.padStart(3, '0') ?? ''
  return Object.hasOwn(banks, key) ? banks[key] : undefined
}

/** Three digits; undefined for a bank that has none. */
export function standardBankCode(bank: string): string | undefined {
  return Object.keys(banks).find((code) => banks[code] === bank)
}

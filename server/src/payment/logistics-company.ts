/** Carriers of REST V2 (`PaymentLogisticsCompany`) with the names that PGs and buyers know. */
export const logisticsCompanies = {
  LOTTE: '롯데택배',
  LOGEN: '로젠택배',
  DONGWON: '동원택배',
  POST: '우체국택배',
  CJ: 'CJ대한통운',
  HANJIN: '한진택배',
  DAESIN: '대신택배',
  ILYANG: '일양로지스',
  KYUNGDONG: '경동택배',
  CHUNIL: '천일택배',
  POST_REGISTERED: '우체국 등기우편',
  GS: 'GS Postbox',
  WOORI: '우리택배',
  HAPDONG: '합동택배',
  FEDEX: 'FedEx',
  UPS: 'UPS',
  GSM_NTON: 'GSM NtoN',
  SUNGWON: '성원글로벌',
  LX_PANTOS: 'LX판토스',
  ACI: 'ACI Express',
  CJ_INTL: 'CJ대한통운 국제특송',
  USPS: 'USPS',
  EMS: 'EMS 국제우편',
  DHL: 'DHL',
  KGL: 'KGL네트웍스',
  GOODSTOLUCK: '굿투럭',
  KUNYOUNG: '건영택배',
  SLX: 'SLX',
  SF: 'SF Express',
  ETC: '기타 택배',
} as const satisfies Readonly<Record<string, string>>

export type LogisticsCompany = keyof typeof logisticsCompanies

export function isLogisticsCompany(text: string): text is LogisticsCompany {
  return Object.hasOwn(logisticsCompanies, text)
}

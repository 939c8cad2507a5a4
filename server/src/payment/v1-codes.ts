/** A bank or card company as REST V1 names it: a code of the Korea Financial Telecommunications and Clearings Institute. */
export interface StandardCode {
  readonly code: string
  readonly name: string
}

interface BankCode extends StandardCode {
  /** The REST V2 `Bank`, where it has one. */
  readonly bank?: string
}

/** Standard code, Korean name, REST V2 `Bank`. Source: the list of member institutions' codes, and V1's own bank list. */
const bankRows: readonly (readonly [code: string, name: string, bank?: string])[] = [
  ['001', '한국은행', 'BANK_OF_KOREA'],
  ['002', 'KDB산업은행', 'KDB'],
  ['003', 'IBK기업은행', 'IBK'],
  ['004', 'KB국민은행', 'KOOKMIN'],
  ['007', '수협은행', 'SUHYUP'],
  ['008', '수출입은행', 'KEXIM'],
  ['011', 'NH농협은행', 'NONGHYUP'],
  ['012', '지역농축협', 'LOCAL_NONGHYUP'],
  ['020', '우리은행', 'WOORI'],
  ['023', 'SC제일은행', 'STANDARD_CHARTERED'],
  ['027', '한국씨티은행', 'CITI'],
  ['031', 'iM뱅크(대구)', 'DAEGU'],
  ['032', 'BNK부산은행', 'BUSAN'],
  ['034', '광주은행', 'KWANGJU'],
  ['035', '제주은행', 'JEJU'],
  ['037', '전북은행', 'JEONBUK'],
  ['039', 'BNK경남은행', 'KYONGNAM'],
  ['045', '새마을금고', 'KFCC'],
  ['048', '신협', 'SHINHYUP'],
  ['050', '저축은행', 'SAVINGS_BANK'],
  ['052', '모건스탠리은행', 'MORGAN_STANLEY'],
  ['054', 'HSBC은행', 'HSBC'],
  ['055', '도이치은행', 'DEUTSCHE'],
  ['056', '알비에스피엘씨은행'],
  ['057', '제이피모간체이스은행', 'JPMC'],
  ['058', '미즈호은행', 'MIZUHO'],
  ['059', 'MUFG은행', 'MUFG'],
  ['060', 'BOA은행', 'BANK_OF_AMERICA'],
  ['061', '비엔피파리바은행', 'BNP_PARIBAS'],
  ['062', '중국공상은행', 'ICBC'],
  ['063', '중국은행', 'BANK_OF_CHINA'],
  ['064', '산림조합중앙회', 'NFCF'],
  ['065', '대화은행', 'UOB'],
  ['066', '교통은행', 'BOCOM'],
  ['071', '우체국', 'POST'],
  ['076', '신용보증기금', 'KODIT'],
  ['077', '기술보증기금', 'KIBO'],
  ['081', '하나은행', 'HANA'],
  ['088', '신한은행', 'SHINHAN'],
  ['089', '케이뱅크', 'K_BANK'],
  ['090', '카카오뱅크', 'KAKAO'],
  ['092', '토스뱅크', 'TOSS'],
  ['093', '한국주택금융공사'],
  ['094', '서울보증보험', 'SGI'],
  ['095', '경찰청'],
  ['096', '한국전자금융'],
  ['099', '금융결제원'],
  ['209', '유안타증권', 'YUANTA_SECURITIES'],
  ['218', 'KB증권', 'KB_SECURITIES'],
  ['221', '상상인증권', 'SANGSANGIN_SECURITIES'],
  ['222', '한양증권', 'HANYANG_SECURITIES'],
  ['223', '리딩투자증권', 'LEADING_SECURITIES'],
  ['224', 'BNK투자증권', 'BNK_SECURITIES'],
  ['225', 'IBK투자증권', 'IBK_SECURITIES'],
  ['227', '다올투자증권', 'DAOL_SECURITIES'],
  ['238', '미래에셋증권', 'MIRAE_ASSET_SECURITIES'],
  ['240', '삼성증권', 'SAMSUNG_SECURITIES'],
  ['243', '한국투자증권', 'KOREA_SECURITIES'],
  ['247', 'NH투자증권', 'NH_SECURITIES'],
  ['261', '교보증권', 'KYOBO_SECURITIES'],
  ['262', '하이투자증권', 'HI_SECURITIES'],
  ['263', '현대차증권', 'HYUNDAI_MOTOR_SECURITIES'],
  ['264', '키움증권', 'KIWOOM_SECURITIES'],
  ['265', '이베스트투자증권', 'EBEST_SECURITIES'],
  ['266', 'SK증권', 'SK_SECURITIES'],
  ['267', '대신증권', 'DAISHIN_SECURITIES'],
  ['269', '한화투자증권', 'HANHWA_SECURITIES'],
  ['270', '하나증권', 'HANA_SECURITIES'],
  ['271', '토스증권', 'TOSS_SECURITIES'],
  ['278', '신한투자증권', 'SHINHAN_SECURITIES'],
  ['279', 'DB금융투자', 'DB_SECURITIES'],
  ['280', '유진투자증권', 'EUGENE_SECURITIES'],
  ['287', '메리츠증권', 'MERITZ_SECURITIES'],
  ['288', '카카오페이증권', 'KAKAO_PAY_SECURITIES'],
  ['290', '부국증권', 'BOOKOOK_SECURITIES'],
  ['291', '신영증권', 'SHINYOUNG_SECURITIES'],
  ['292', '케이프투자증권', 'CAPE_SECURITIES'],
  ['293', '한국증권금융', 'KOREA_SECURITIES_FINANCE'],
  ['294', '한국포스증권', 'KOREA_FOSS_SECURITIES'],
  ['295', '우리종합금융', 'WOORI_INVESTMENT_BANK'],
]

const banks: readonly BankCode[] = bankRows.map(([code, name, bank]) =>
  bank === undefined ? { code, name } : { code, name, bank },
)

/** Standard code, name, and the words by which a PG's Korean card name is recognised, the more special ones first. */
const cards: readonly (StandardCode & { readonly words: readonly string[] })[] = [
  { code: '041', name: '우리카드', words: ['우리'] },
  { code: '361', name: 'BC카드', words: ['BC', '비씨'] },
  { code: '364', name: '광주카드', words: ['광주'] },
  { code: '365', name: '삼성카드', words: ['삼성'] },
  { code: '366', name: '신한카드', words: ['신한'] },
  { code: '367', name: '현대카드', words: ['현대'] },
  { code: '368', name: '롯데카드', words: ['롯데'] },
  { code: '369', name: '수협카드', words: ['수협'] },
  { code: '370', name: '씨티카드', words: ['씨티', '한미'] },
  { code: '371', name: 'NH카드', words: ['NH', '농협'] },
  { code: '372', name: '전북카드', words: ['전북'] },
  { code: '373', name: '제주카드', words: ['제주'] },
  { code: '374', name: '하나카드', words: ['하나', '외환'] },
  { code: '381', name: 'KB국민카드', words: ['국민'] },
  { code: '071', name: '우체국', words: ['우체국'] },
  { code: '045', name: '새마을금고', words: ['새마을'] },
  { code: '048', name: '신협', words: ['신협'] },
  { code: '002', name: 'KDB산업은행', words: ['산업'] },
  { code: '089', name: '케이뱅크', words: ['케이뱅크'] },
  { code: '090', name: '카카오뱅크', words: ['카카오'] },
  { code: '092', name: '토스뱅크', words: ['토스'] },
  { code: '050', name: '저축은행', words: ['저축'] },
  { code: '10001', name: '은련카드', words: ['은련', '유니온'] },
  { code: '10002', name: '다이너스카드', words: ['다이너스'] },
  { code: '10003', name: '아멕스카드', words: ['아멕스', '아메리칸'] },
  { code: '10004', name: '마스터카드', words: ['마스터'] },
  { code: '10005', name: '비자카드', words: ['비자', 'VISA'] },
  { code: '10006', name: 'JCB카드', words: ['JCB'] },
]

export const v1Banks: readonly StandardCode[] = banks.map(({ code, name }) => ({ code, name }))
export const v1Cards: readonly StandardCode[] = cards.map(({ code, name }) => ({ code, name }))

/** The standard code and name of a REST V2 `Bank`. */
export function v1BankOf(bank: string | undefined): StandardCode | undefined {
  return bank === undefined ? undefined : banks.find((known) => known.bank === bank)
}

/** The standard code and name of a card company by the name that its PG gave. */
export function v1CardOf(name: string | undefined): StandardCode | undefined {
  if (name === undefined) return undefined
  return cards.find(({ words }) => words.some((word) => name.includes(word)))
}

/**
 * The REST V2 `Bank` of a V1 `refund_bank`, which follows the PG: three digits (standard code), the last two of them
 * (KG Inicis), or those two behind `BK` (NHN KCP). Any of the shapes is taken, whatever the PG.
 */
export function bankOfRefundCode(code: string): string | undefined {
  const digits = /^(?:BK)?(\d{2,3})$/i.exec(code.trim())?.[1]
  return digits === undefined
    ? undefined
    : banks.find((known) => known.code === digits.padStart(3, '0'))?.bank
}

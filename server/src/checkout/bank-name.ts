/** Browser SDK bank names → REST V2 `Bank`. Only the ones that differ; the rest are equal. */
const restNames: Readonly<Record<string, string>> = {
  KOREA_DEVELOPMENT_BANK: 'KDB',
  INDUSTRIAL_BANK_OF_KOREA: 'IBK',
  KOOKMIN_BANK: 'KOOKMIN',
  SUHYUP_BANK: 'SUHYUP',
  EXPORT_IMPORT_BANK_OF_KOREA: 'KEXIM',
  NH_NONGHYUP_BANK: 'NONGHYUP',
  WOORI_BANK: 'WOORI',
  SC_BANK_KOREA: 'STANDARD_CHARTERED',
  CITI_BANK_KOREA: 'CITI',
  DAEGU_BANK: 'DAEGU',
  BUSAN_BANK: 'BUSAN',
  GWANGJU_BANK: 'KWANGJU',
  JEJU_BANK: 'JEJU',
  JEONBUK_BANK: 'JEONBUK',
  KYONGNAM_BANK: 'KYONGNAM',
  SAVINGS_BANK_KOREA: 'SAVINGS_BANK',
  EPOST: 'POST',
  HANA_BANK: 'HANA',
  SHINHAN_BANK: 'SHINHAN',
  K_BANK: 'K_BANK',
  KAKAO_BANK: 'KAKAO',
  TOSS_BANK: 'TOSS',
}

/** The REST name of a bank as the browser SDK spells it, prefixed or bare. */
export function restBankName(sdkName: string): string {
  const direct = restNames[sdkName]
  if (direct !== undefined || sdkName === 'BANK_OF_KOREA' || sdkName === 'BANK_OF_CHINA')
    return direct ?? sdkName
  const bare = sdkName.startsWith('BANK_') ? sdkName.slice('BANK_'.length) : sdkName
  return restNames[bare] ?? bare
}

/** REST V2 `ReconciliationPgProvider`. */
export const reconciliationPgProviders = [
  'KAKAOPAY',
  'NICEPAY',
  'NAVERPAY',
  'UPLUS',
  'TOSSPAYMENTS',
  'TOSSPAY',
  'PAYCO',
  'KCP',
  'DANAL',
  'EXIMBAY',
  'INICIS',
  'HECTO',
  'KSNET',
  'KPN',
  'HYPHEN',
  'PAYPAL',
  'HECTO_EASY',
  'MOBILIANS',
  'PAYLETTER_GLOBAL',
  'KIWOOMPAY',
  'PAYMENTWALL',
  'INNOPAY',
  'GALAXIA',
] as const
export type ReconciliationPgProvider = (typeof reconciliationPgProviders)[number]

/** PGs of ours that the wire has a name for. */
const providers: Readonly<Record<string, ReconciliationPgProvider>> = {
  kakaopay: 'KAKAOPAY',
  nice: 'NICEPAY',
  naverpay: 'NAVERPAY',
  tosspayments: 'TOSSPAYMENTS',
  tosspay: 'TOSSPAY',
  payco: 'PAYCO',
  kcp: 'KCP',
  danal: 'DANAL',
  eximbay: 'EXIMBAY',
  inicis: 'INICIS',
  settle: 'HECTO',
  ksnet: 'KSNET',
  kpn: 'KPN',
  hyphen: 'HYPHEN',
  paypal: 'PAYPAL',
  mobilians: 'MOBILIANS',
  payletter: 'PAYLETTER_GLOBAL',
  daou: 'KIWOOMPAY',
  paymentwall: 'PAYMENTWALL',
  galaxia: 'GALAXIA',
}

/** Undefined for a PG that the wire does not name; it stays out of lists of names, and in the sums. */
export function providerOfPg(pg: string): ReconciliationPgProvider | undefined {
  return providers[pg]
}

/** Our PGs of that name: none for one that we do not have. */
export function pgOfProvider(provider: string): readonly string[] {
  return Object.keys(providers).filter((pg) => providers[pg] === provider)
}

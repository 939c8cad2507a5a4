import type { ConvenienceStoreFacts } from '../../port.ts'

/** Months that a Japanese card may be paid in beside at once (PortOne's guide to `inicis_jp`; the PG's sample). */
export const installmentMonths: readonly number[] = [3, 5, 6, 10, 12]

/** One window's kind of acquirer: `JPPG` is GMO Payment Gateway, `SBPS` SB Payment Service. */
export type CbtType = 'JPPG' | 'SBPS'

export function cbtTypeOf(settings: Readonly<Record<string, string>>): CbtType {
  return settings['cbtType'] === 'SBPS' ? 'SBPS' : 'JPPG'
}

interface Wallet {
  readonly code: string
  /** The PG's sample names it. The other words are ours, and only the simulator knows them. */
  readonly isPublic: boolean
}

/** `extraData.payment.paymethod` by the SDK's easy-pay providers. */
const wallets: Readonly<Record<string, Wallet>> = {
  PAYPAY: { code: 'PAYpay', isPublic: true },
  AMAZONPAY: { code: 'AMAZONpay', isPublic: false },
  RAKUTENPAY: { code: 'RAKUTENpay', isPublic: false },
  DBARAI: { code: 'Dbarai', isPublic: false },
  AUPAY: { code: 'AUpay', isPublic: false },
  MERPAY: { code: 'MERpay', isPublic: false },
}

export const walletProviders: readonly string[] = Object.keys(wallets)

export function walletOf(provider: string): Wallet | undefined {
  return Object.hasOwn(wallets, provider) ? wallets[provider] : undefined
}

/** The provider behind a `paymethod`, whose letters the PG writes now large, now small. */
export function providerOf(payMethod: string): string | undefined {
  return walletProviders.find((provider) => wallets[provider]?.code.toUpperCase() === payMethod.toUpperCase())
}

/** `convenience`: GMO Payment Gateway's published store codes, of which the PG's answers carry one (`00007`). */
const stores: Readonly<Record<string, NonNullable<ConvenienceStoreFacts['brand']>>> = {
  '00007': 'SEVEN_ELEVEN',
  '10001': 'LAWSON',
  '10002': 'FAMILY_MART',
  '10005': 'MINI_STOP',
  '10008': 'SEICOMART',
}

export function storeBrandOf(code: string | undefined): ConvenienceStoreFacts['brand'] {
  return code !== undefined && Object.hasOwn(stores, code) ? stores[code] : undefined
}

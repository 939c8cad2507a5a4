import type { OfferedMethod } from '../wire/console-application.ts'

interface PgMethods {
  readonly methods: readonly OfferedMethod[]
  /** Wallets that come with the PG's own easy-pay contract, in V2's names. */
  readonly wallets?: readonly string[]
}

const everything = [
  'CARD',
  'CARD_RECURRING',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
] as const
const wallet = ['EASY_PAY', 'EASY_PAY_RECURRING'] as const

/**
 * What a merchant can contract at each PG of the channel catalogue. Taken from the per-PG payment guides of PortOne's
 * developer documentation (August 2026): pay methods of the window, billing keys, identity verification. The catalogue
 * itself knows methods of those modules only whose window is built here.
 */
export const pgMethods: Readonly<Record<string, PgMethods>> = {
  nice: {
    methods: [...everything, 'EASY_PAY'],
    wallets: [
      'KAKAOPAY',
      'NAVERPAY',
      'PAYCO',
      'SSGPAY',
      'LPAY',
      'SAMSUNGPAY',
      'APPLEPAY',
      'SKPAY',
      'TOSSPAY',
    ],
  },
  danal: {
    methods: [
      'CARD',
      'CARD_RECURRING',
      'TRANSFER',
      'VIRTUAL_ACCOUNT',
      'MOBILE',
      'GIFT_CERTIFICATE',
      'IDENTITY_VERIFICATION',
    ],
  },
  mobilians: { methods: [...everything, 'EASY_PAY'] },
  smartro: {
    methods: ['CARD', 'CARD_RECURRING', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'PAYCO', 'LPAY', 'PINPAY'],
  },
  welcome: {
    methods: [...everything, 'EASY_PAY'],
    wallets: ['LPAY', 'KAKAOPAY', 'PAYCO', 'TOSSPAY', 'NAVERPAY'],
  },
  kicc: { methods: ['CARD', 'CARD_RECURRING', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'OVERSEAS'] },
  daou: {
    methods: [...everything, 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'PAYCO', 'SAMSUNGPAY', 'APPLEPAY'],
  },
  tosspayments: {
    methods: [...everything, 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'PAYCO', 'SSGPAY', 'LPAY', 'SAMSUNGPAY', 'APPLEPAY', 'TOSSPAY'],
  },
  settle: { methods: ['CARD', 'CARD_RECURRING', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'OVERSEAS'] },
  inicis: {
    methods: [...everything, 'EASY_PAY', 'OVERSEAS', 'IDENTITY_VERIFICATION'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'PAYCO', 'SSGPAY', 'LPAY', 'SAMSUNGPAY', 'APPLEPAY', 'TOSSPAY'],
  },
  ksnet: {
    methods: ['CARD', 'CARD_RECURRING', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'PAYCO', 'SSGPAY', 'LPAY'],
  },
  kpn: {
    methods: ['CARD', 'CARD_RECURRING', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'TOSSPAY', 'SAMSUNGPAY', 'PAYCO'],
  },
  kcp: {
    methods: [...everything, 'EASY_PAY', 'IDENTITY_VERIFICATION'],
    wallets: ['PAYCO', 'LPAY', 'KAKAOPAY', 'NAVERPAY', 'SAMSUNGPAY', 'SSGPAY', 'APPLEPAY', 'TOSSPAY'],
  },
  naverpay: { methods: wallet },
  'naverpay-order': { methods: ['EASY_PAY'] },
  kakaopay: { methods: wallet },
  tosspay: { methods: wallet },
  payco: { methods: wallet },
  hyphen: { methods: ['EASY_PAY'] },
  eximbay: { methods: ['OVERSEAS'] },
  paymentwall: { methods: ['OVERSEAS'] },
  paypal: { methods: ['OVERSEAS'] },
  galaxia: {
    methods: [...everything, 'EASY_PAY'],
    wallets: ['KAKAOPAY', 'NAVERPAY', 'TOSSPAY', 'SAMSUNGPAY', 'APPLEPAY', 'PAYCO'],
  },
  payletter: { methods: ['OVERSEAS'] },
  'triple-a': { methods: ['OVERSEAS'] },
  smilepay: { methods: ['EASY_PAY'] },
  bluewalnut: { methods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE'] },
}

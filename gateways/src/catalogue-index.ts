import type { ApiVersion } from './port.ts'

/**
 * What the channel catalogue must contain: PG → module → the versions it serves and the field keys of its forms.
 * Channels store module codes and field keys, so a name that disappears here would orphan stored credentials.
 * PGs stand in the order of PortOne's preparation guide (2024-08), later ones at the end.
 */
export const catalogueIndex: Readonly<Record<string, Readonly<Record<string, IndexedModule>>>> = {
  nice: {
    nice_v2: { versions: ['V1', 'V2'], forms: [['mid', 'merchantKey', 'cancelPassword']] },
    nice: { versions: ['V1'], forms: [['mid', 'merchantKey', 'cancelPassword']] },
  },
  danal: {
    danal_tpay: { versions: ['V1'], forms: [['cpid', 'cpPwd', 'cardEncryptionKey', 'accountEncryptionKey']] },
    danal: {
      versions: ['V1', 'V2'],
      forms: [
        ['cpid', 'cpPwd', 'productCode'],
        ['cpid', 'cpPwd', 'productCode'],
      ],
    },
  },
  mobilians: {
    mobilians: { versions: ['V1'], forms: [['serviceId', 'recurringServiceId']] },
    mobilians_v2: { versions: ['V1'], forms: [['serviceId', 'linkKey']] },
  },
  smartro: {
    smartro_v2: {
      versions: ['V1', 'V2'],
      forms: [['mid', 'merchantKey', 'cancelPassword', 'sspMallId', 'apiKey']],
    },
    smartro: { versions: ['V1'], forms: [['mid', 'merchantKey', 'cancelPassword']] },
  },
  welcome: {
    welcome: {
      versions: ['V1', 'V2'],
      forms: [['mid', 'signKey', 'fieldEncryptionIv', 'fieldEncryptionKey']],
    },
  },
  kicc: {
    kicc: { versions: ['V1'], forms: [['mid']] },
    kicc_v2: { versions: ['V1', 'V2'], forms: [['mid', 'encryptionKey']] },
  },
  daou: {
    daou: { versions: ['V1'], forms: [['cpid', 'paymentLinkKey', 'mid']] },
  },
  tosspayments: {
    tosspayments: { versions: ['V1', 'V2'], forms: [['mid', 'clientKey', 'secretKey']] },
    uplus: { versions: ['V1'], forms: [['mid', 'mertKey']] },
    toss_brandpay: { versions: ['V1'], forms: [['mid', 'clientKey', 'secretKey']] },
  },
  settle: {
    settle: { versions: ['V1'], forms: [['mid', 'licenseKey', 'encryptionKey']] },
    settle_acc: { versions: ['V1'], forms: [['mid', 'licenseKey', 'encryptionKey']] },
    hecto_global: { versions: ['V2'], forms: [['mid', 'licenseKey', 'encryptionKey']] },
  },
  inicis: {
    html5_inicis: {
      versions: ['V1'],
      forms: [['mid', 'signKey', 'iniLiteKey', 'iniApiKey', 'iniApiIv', 'keyFile']],
    },
    inicis: {
      versions: ['V1'],
      forms: [
        ['mid', 'iniApiKey', 'iniApiIv'],
        ['mid', 'seedKey', 'seedIv', 'diCode'],
      ],
    },
    inicis_unified: { versions: ['V1', 'V2'], forms: [['mid', 'apiKey']] },
    inicis_v2: {
      versions: ['V2'],
      forms: [['mid', 'signKey', 'iniApiKey', 'iniApiIv', 'iniLiteKey', 'hashKey']],
    },
    inicis_jp: { versions: ['V1', 'V2'], forms: [['mid', 'iniApiKey', 'cbtType']] },
  },
  ksnet: {
    ksnet: { versions: ['V1', 'V2'], forms: [['mid', 'apiKey']] },
  },
  kpn: {
    kpn: { versions: ['V2'], forms: [['mid', 'secretOtp']] },
  },
  kcp: {
    kcp: { versions: ['V1'], forms: [['siteCode', 'siteKey', 'batchGroupId']] },
    kcp_billing: { versions: ['V1'], forms: [['siteCode', 'siteKey', 'batchGroupId']] },
    kcp_quick: {
      versions: ['V1'],
      forms: [['siteCode', 'siteKey', 'partnerType', 'partnerSubType', 'partnerName']],
    },
    kcp_v2: {
      versions: ['V1', 'V2'],
      forms: [
        ['siteCode', 'certificate', 'privateKey', 'privateKeyPassword', 'batchGroupId'],
        ['siteCode', 'merchantAuthKey', 'certificate', 'privateKey', 'privateKeyPassword'],
      ],
    },
  },
  naverpay: {
    naverpay: {
      versions: ['V1', 'V2'],
      forms: [
        ['partnerId', 'clientId', 'clientSecret', 'chainId', 'settlementSiteKeys'],
        ['partnerId', 'clientId', 'clientSecret', 'chainId', 'settlementSiteKeys'],
      ],
    },
  },
  'naverpay-order': {
    naverco: {
      versions: ['V1'],
      forms: [['partnerId', 'certiKey', 'accessLicense', 'secretKey']],
    },
  },
  kakaopay: {
    kakaopay: { versions: ['V1', 'V2'], forms: [['cid', 'secretKey', 'cidSecret']] },
  },
  tosspay: {
    tosspay_v2: { versions: ['V1', 'V2'], forms: [['mid', 'apiKey']] },
    tosspay: { versions: ['V1'], forms: [['mid', 'apiKey']] },
  },
  payco: {
    payco: { versions: ['V1'], forms: [['cpid', 'productId', 'sellerKey']] },
  },
  hyphen: {
    hyphen: { versions: ['V2'], forms: [['mid', 'encryptionKey', 'encryptionToken']] },
  },
  eximbay: {
    eximbay: { versions: ['V1'], forms: [['mid', 'secretKey']] },
    eximbay_v2: { versions: ['V2'], forms: [['mid', 'apiKey', 'reconciliationSecretKey']] },
  },
  paymentwall: {
    paymentwall: { versions: ['V1', 'V2'], forms: [['projectKey', 'secretKey']] },
  },
  paypal: {
    paypal_v2: { versions: ['V1', 'V2'], forms: [['merchantId', 'clientId', 'clientSecret', 'webhookId']] },
    paypal: { versions: ['V1'], forms: [['apiUsername', 'apiPassword', 'signature']] },
  },
  galaxia: {
    galaxia: { versions: ['V1', 'V2'], forms: [['mid', 'key', 'iv']] },
  },
  payletter: {
    payletter_global: { versions: ['V1', 'V2'], forms: [['storeId', 'apiKey']] },
  },
  'triple-a': {
    triple_a: { versions: ['V2'], forms: [['merchantKey', 'clientId', 'clientSecret']] },
  },
  smilepay: {
    smilepay: { versions: ['V1'], forms: [['mid', 'merchantKey', 'encKey']] },
  },
  bluewalnut: {
    bluewalnut: { versions: ['V1'], forms: [['mid', 'key', 'cancelPassword']] },
  },
  'naru-test': {
    naru_test: {
      versions: ['V1', 'V2'],
      forms: [
        ['mid', 'secretKey'],
        ['mid', 'secretKey'],
      ],
    },
  },
}

export interface IndexedModule {
  readonly versions: readonly ApiVersion[]
  /** The keys of each form, in the order in which the console asks for them. */
  readonly forms: readonly (readonly string[])[]
}

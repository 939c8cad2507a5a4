import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialField, CredentialSet, GatewayCatalogue } from '../port.ts'

const chain = { labelKo: 'ChainID', labelEn: 'Chain id' }

/** The forms of V1 and V2 differ in the chain id only. */
function form(version: 'V1' | 'V2', chainId: CredentialField): CredentialSet {
  return {
    versions: [version],
    channelAttribute: 'PAYMENT',
    fields: [
      merchantIdField({
        key: 'partnerId',
        labelKo: 'PG상점아이디 (파트너ID(페이센터아이디))',
        labelEn: 'Merchant id (partner id)',
        livePrefix: 'np_',
        helpKo: '실연동 파트너ID는 np_ 로 시작합니다. 테스트에는 naverpay-partner를 직접 입력합니다.',
        helpEn: 'Live ids begin with np_. For tests type naverpay-partner.',
      }),
      plainField('clientId', 'always', {
        labelKo: 'ClientID',
        labelEn: 'Client id',
        helpKo: '테스트에서도 네이버페이가 발급한 값을 씁니다.',
        helpEn: 'Tests too need the value that Naver Pay issued.',
      }),
      secretField('clientSecret', 'always', { labelKo: 'Client Secret', labelEn: 'Client secret' }),
      chainId,
      secretField('settlementSiteKeys', 'conditional', {
        labelKo: '정산용 사이트 키 (API Key)',
        labelEn: 'Site keys for settlement (API key)',
        conditionKo: '결제사 정산이나 거래 대사를 쓸 때 필요합니다.',
        conditionEn: 'Needed for settlement data and reconciliation.',
        itemsMax: 2,
        helpKo: '두 개까지 쉼표로 나누어 입력합니다.',
        helpEn: 'Up to two, separated by a comma.',
      }),
    ],
    howToFind: {
      stepsKo: [
        '네이버페이가 보낸 1차 승인 안내 메일을 엽니다.',
        '메일에 있는 파트너ID(페이센터아이디), ClientID, Client Secret, ChainID를 입력하고 저장합니다.',
        '정기결제는 정기결제용 ChainID로 채널을 따로 만듭니다.',
      ],
      stepsEn: [
        'Open the first approval mail of Naver Pay.',
        'Enter its partner id, client id, client secret and chain id, and save.',
        'Recurring payments need a channel of their own, with their own chain id.',
      ],
    },
  }
}

export const catalogue: GatewayCatalogue = {
  id: 'naverpay',
  nameKo: '네이버페이 결제형',
  nameEn: 'Naver Pay (payment type)',
  category: '간편결제 직연동',
  pgCompany: 'NAVERPAY',
  modules: [
    {
      code: 'naverpay',
      pgProvider: 'NAVERPAY',
      labelKo: '네이버페이 결제형',
      labelEn: 'Naver Pay, payment type',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: true,
      window: {
        payMethods: ['EASY_PAY'],
        pc: ['POPUP', 'REDIRECTION'],
        mobile: ['REDIRECTION'],
        currencies: ['KRW'],
      },
      billing: { windowMethods: ['EASY_PAY'], byCard: false, currencies: ['KRW'] },
      credentialSets: [
        form(
          'V1',
          plainField('chainId', 'recommended', {
            ...chain,
            helpKo:
              'V1 결제에는 자동으로 적용되지 않으므로 요청에 naverChainId를 함께 보냅니다. 결제사 정산에 쓰입니다.',
            helpEn:
              'Not applied to V1 payments: send naverChainId with the request. Used for settlement data.',
          }),
        ),
        form(
          'V2',
          plainField('chainId', 'always', {
            ...chain,
            helpKo: 'V2 결제 요청에 자동으로 적용됩니다.',
            helpEn: 'Applied to V2 payments by itself.',
          }),
        ),
      ],
      sharedTestMids: [],
      evidence: 'A',
    },
  ],
}

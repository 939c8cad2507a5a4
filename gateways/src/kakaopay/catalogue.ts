import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      key: 'cid',
      labelKo: 'PG상점아이디 (CID)',
      labelEn: 'Merchant id (CID)',
      livePrefix: 'CA',
      helpKo: '실연동 CID는 CA 로 시작합니다. 일반결제와 정기결제는 CID가 다르므로 채널을 하나씩 만드세요.',
      helpEn:
        'Live ids begin with CA. One-off and recurring payments have ids of their own: make one channel for each.',
    }),
    secretField('secretKey', 'always', {
      labelKo: 'Secret key',
      labelEn: 'Secret key',
      addition: true,
      helpKo:
        '포트원은 자기 키로 카카오페이를 부르지만, 직접 운영하는 플랫폼은 가맹점 자신의 키가 필요합니다. 테스트에는 DEV로 시작하는 Secret key(dev), 실연동에는 운영용 키를 입력합니다. 저장 후에는 다시 보여 드리지 않습니다.',
      helpEn:
        'PortOne calls KakaoPay with its own key; a platform that you run yourself needs yours. Tests take the Secret key (dev), which begins with DEV, live channels the production key. It is not shown again after saving.',
    }),
    secretField('cidSecret', 'optional', {
      labelKo: 'CID 인증키 (cid_secret)',
      labelEn: 'CID secret (cid_secret)',
      addition: true,
      lengthExact: 24,
      helpKo: '카카오페이가 CID와 함께 인증키를 준 가맹점만 입력합니다. 영문 소문자와 숫자 24자입니다.',
      helpEn:
        'Only for merchants to whom KakaoPay handed a secret with the CID: 24 lower-case letters and digits.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 카카오페이가 CID를 전달합니다.',
      '카카오페이 개발자센터의 애플리케이션에서 Secret key를 확인하고, 사용 API에 온라인 결제를, 플랫폼에 결제창 주소의 도메인을 등록합니다.',
      'CID와 Secret key를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, KakaoPay hands over the CID.',
      'In the application at KakaoPay’s developer centre look up the secret key, add online payments to its APIs, and the domain of the payment window to its platforms.',
      'Enter CID and secret key, and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'kakaopay',
  nameKo: '카카오페이',
  nameEn: 'KakaoPay',
  category: '간편결제 직연동',
  pgCompany: 'KAKAOPAY',
  testModeKo: '가상의 카카오 계정과 금액으로 결제됩니다. KB국민카드는 쓸 수 없습니다.',
  testModeEn: 'Paid with a made-up account and money. KB cards cannot be used.',
  modules: [
    {
      code: 'kakaopay',
      pgProvider: 'KAKAOPAY',
      labelKo: '간편결제 일반/정기결제',
      labelEn: 'Easy pay: one-off and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: true,
      window: { payMethods: ['EASY_PAY'], pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW'] },
      billing: {
        windowMethods: ['EASY_PAY'],
        byCard: false,
        currencies: ['KRW'],
        // PortOne's table of billing keys promises it for V1; V2's documents do not name KakaoPay.
        withFirstPayment: { V1: ['EASY_PAY'] },
      },
      credentialSets: [keys],
      // The ids are KakaoPay's own; these keys open nothing but the simulator.
      sharedTestMids: [
        simulatorMid(
          keys,
          'TC0ONETIME',
          { ko: '일반결제', en: 'One-off payments' },
          { secretKey: 'DEV-simulator-TC0ONETIME' },
        ),
        simulatorMid(
          keys,
          'TCSUBSCRIP',
          { ko: '정기결제', en: 'Recurring payments' },
          { secretKey: 'DEV-simulator-TCSUBSCRIP' },
        ),
      ],
      evidence: 'A',
    },
  ],
}

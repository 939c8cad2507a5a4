import type { ChannelTestResult } from '../wire/console-channel.ts'

interface TestFacts {
  readonly kind: ChannelTestResult['kind']
  readonly at: Date
  readonly environment?: 'live' | 'sandbox' | 'simulator'
  readonly checked?: ChannelTestResult['checked']
  readonly pgCode?: string
  readonly pgMessage?: string
}

/** Puts the outcome of a connection test into words: what was reached, what it proves, and what to do now. */
export function explainTest(facts: TestFacts): ChannelTestResult {
  const { kind, environment, checked = [], pgCode = '', pgMessage = '' } = facts
  return {
    kind,
    messageKo: sentence(facts, 'ko'),
    messageEn: sentence(facts, 'en'),
    ...(environment === undefined ? {} : { environment }),
    checked,
    ...(pgCode === '' ? {} : { pgCode }),
    ...(pgMessage === '' ? {} : { pgMessage }),
    at: facts.at.toISOString(),
  }
}

function sentence(facts: TestFacts, language: 'ko' | 'en'): string {
  const ko = language === 'ko'
  const whom = facts.environment === undefined ? '' : places[facts.environment][language]
  const names = (facts.checked ?? []).map((field) => (ko ? field.labelKo : field.labelEn)).join(', ')
  switch (facts.kind) {
    case 'ACCEPTED':
      return ko
        ? `${whom}에 연결됐고, 다음 값이 맞습니다: ${names}. 없는 거래를 조회했을 때 "거래 없음"이라는 정상 응답을 받았습니다.`
        : `Reached ${whom}, and these values are right: ${names}. An inquiry of a trade that does not exist was answered with "not found".`
    case 'REFUSED':
      return ko
        ? `${whom}에 연결됐지만 다음 값을 인정하지 않습니다: ${names}. 결제대행사가 준 값과 같은지, 테스트용과 실연동용이 섞이지 않았는지 확인하세요.`
        : `Reached ${whom}, but it does not accept these values: ${names}. Compare them with what the PG handed over, and check that test and live keys are not mixed.`
    case 'UNCLEAR':
      return ko
        ? `${whom}에 연결됐지만, 응답만으로는 설정값이 맞는지 알 수 없습니다. 아래 응답을 결제대행사에 문의하거나 잠시 후 다시 시험하세요.`
        : `Reached ${whom}, but its answer does not tell whether the values are right. Ask the PG about it, or test again in a while.`
    case 'NO_ANSWER':
      return ko
        ? `${whom}에서 응답이 없습니다. 이 서버에서 결제대행사로 나가는 연결(방화벽, DNS)을 확인하고 다시 시험하세요. 설정값이 틀렸다는 뜻은 아닙니다.`
        : `No answer from ${whom}. Check that this server may connect to the PG (firewall, DNS) and test again. It does not mean that the values are wrong.`
    case 'NO_CONNECTOR':
      return ko
        ? '이 설치에는 아직 이 결제 모듈의 결제 연결이 없어 시험할 수 없습니다. 저장한 설정값은 그대로 보관됩니다.'
        : 'This installation has no connector for this module yet, so there is nothing to test. The saved values are kept.'
    case 'NO_PUBLIC_WIRE':
      return ko
        ? '공개된 연동 규격이 없는 결제 모듈이라 결제대행사에 물어볼 수 없습니다. 테스트 채널은 시뮬레이터로만 동작합니다.'
        : 'The wire of this module is not public, so the PG cannot be asked. Test channels run against the simulator only.'
  }
}

const places = {
  live: { ko: '결제대행사', en: 'the PG' },
  sandbox: { ko: '결제대행사의 테스트 환경', en: 'the PG’s test environment' },
  simulator: { ko: '시뮬레이터', en: 'the simulator' },
} as const

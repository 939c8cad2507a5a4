import type { CredentialEntry, CredentialInspection, GatewayContext, Mode } from '../port.ts'

/** How a key of the other world begins, and what to say of it: test and live share one host (developer site, getting started). */
const foreign = {
  LIVE: {
    prefix: 'sk_test_',
    messageKo: 'sk_test_로 시작하는 테스트 키입니다. 실연동 채널에는 sk_live_로 시작하는 키를 입력하세요.',
    messageEn:
      'This key begins with sk_test_ and is for tests. A live channel takes one that begins with sk_live_.',
  },
  TEST: {
    prefix: 'sk_live_',
    messageKo:
      'sk_live_로 시작하는 키로는 실제로 출금됩니다. 테스트 채널에는 sk_test_로 시작하는 키를 입력하세요.',
    messageEn:
      'A key that begins with sk_live_ takes real money. A test channel takes one that begins with sk_test_.',
  },
} as const satisfies Readonly<Record<Mode, object>>

function isForeign(mode: Mode, credentials: Readonly<Record<string, string>>): boolean {
  return (credentials['apiKey'] ?? '').startsWith(foreign[mode].prefix)
}

export function inspectCredentials({
  mode,
  credentials,
}: Pick<CredentialEntry, 'mode' | 'credentials'>): CredentialInspection {
  const { messageKo, messageEn } = foreign[mode]
  return { problems: isForeign(mode, credentials) ? [{ key: 'apiKey', messageKo, messageEn }] : [] }
}

/** What to say instead of a call with a key of the other world. The simulator moves no money for either. */
export function foreignKey({ environment, mode, credentials }: GatewayContext): string | undefined {
  if (environment.kind === 'simulator' || !isForeign(mode, credentials)) return undefined
  return foreign[mode].messageKo
}

import type { CredentialEntry, CredentialInspection, GatewayContext, Mode } from '../port.ts'

/** Secret keys for development begin so (developer documentation, single payment). */
const devPrefix = 'DEV'

const words = {
  TEST: {
    messageKo: '테스트 채널에는 DEV로 시작하는 Secret key(dev)를 입력하세요. 다른 키로는 실제로 출금됩니다.',
    messageEn:
      'A test channel takes a Secret key (dev), which begins with DEV. Any other key takes real money.',
  },
  LIVE: {
    messageKo: 'DEV로 시작하는 테스트용 키입니다. 실연동 채널에는 운영용 Secret key를 입력하세요.',
    messageEn: 'This key begins with DEV and is for tests. A live channel takes the production secret key.',
  },
} as const satisfies Readonly<Record<Mode, object>>

/** Test and live share one host, so nothing but the key keeps a test from taking money. */
export function fitsMode(mode: Mode, secretKey: string): boolean {
  return secretKey.startsWith(devPrefix) === (mode === 'TEST')
}

export function inspectKakaoCredentials({
  mode,
  credentials,
}: Pick<CredentialEntry, 'mode' | 'credentials'>): CredentialInspection {
  const isFit = fitsMode(mode, credentials['secretKey'] ?? '')
  return { problems: isFit ? [] : [{ key: 'secretKey', ...words[mode] }] }
}

/** What to say instead of a call with the wrong kind of key; undefined when it fits. The simulator moves no money. */
export function misfit({ environment, mode, credentials }: GatewayContext): string | undefined {
  if (environment.kind === 'simulator' || fitsMode(mode, credentials['secretKey'] ?? '')) return undefined
  return words[mode].messageKo
}

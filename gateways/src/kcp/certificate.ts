import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { CredentialEntry, CredentialInspection } from '../port.ts'

type Problem = CredentialInspection['problems'][number]

/**
 * Certificate and private key of KCP's PG-API, as its certificate centre hands them out: two PEM files whose names
 * carry the site code, the key encrypted with a password (console guide; PG-API development guide). All that can be
 * known without KCP is checked here, because a wrong pair would only show with the first cancel.
 */
export function inspectKcpCredentials({
  credentials,
  fileNames,
  now,
}: CredentialEntry): CredentialInspection {
  const { certificate: pem = '', privateKey = '', privateKeyPassword = '', siteCode = '' } = credentials
  if (pem === '' && privateKey === '' && privateKeyPassword === '') return { problems: [] }
  const certificate = readCertificate(pem)
  const key = readKey(privateKey, privateKeyPassword)
  const problems = [
    ...missingParts(credentials),
    ...certificateProblems(certificate, pem, siteCode, now),
    ...('problem' in key ? [key.problem] : []),
    ...fileNameProblems(fileNames, siteCode),
  ]
  if (certificate !== undefined && 'key' in key && !certificate.checkPrivateKey(key.key)) {
    problems.push({
      key: 'privateKey',
      messageKo: '인증서와 짝이 맞지 않는 개인키입니다. 같은 zip 파일에 든 두 파일을 등록하세요.',
      messageEn: 'This key does not belong to the certificate. Register the two files of one zip file.',
    })
  }
  return {
    problems: onePerField(problems),
    ...(certificate === undefined ? {} : { expiresAt: new Date(certificate.validTo) }),
  }
}

const parts = [
  ['certificate', 'PG-API 인증서', 'the PG-API certificate'],
  ['privateKey', 'PG-API 개인키', 'the PG-API private key'],
  ['privateKeyPassword', '개인키 비밀번호', 'the password of the private key'],
] as const

/** One of the three without the others can sign nothing. */
function missingParts(credentials: CredentialEntry['credentials']): Problem[] {
  return parts
    .filter(([key]) => (credentials[key] ?? '') === '')
    .map(([key, ko, en]) => ({
      key,
      messageKo: `${ko}도 함께 등록해 주세요. 인증서, 개인키, 비밀번호는 한 벌입니다.`,
      messageEn: `Register ${en} too: certificate, key and password go together.`,
    }))
}

function readCertificate(pem: string): X509Certificate | undefined {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return undefined
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function certificateProblems(
  certificate: X509Certificate | undefined,
  pem: string,
  siteCode: string,
  now: Date,
): Problem[] {
  const problem = (messageKo: string, messageEn: string): Problem[] => [
    { key: 'certificate', messageKo, messageEn },
  ]
  if (certificate === undefined) {
    if (pem === '') return []
    return pem.includes('PRIVATE KEY-----')
      ? problem(
          '개인키 파일입니다. 이름이 _CERT.pem 으로 끝나는 인증서 파일을 골라 주세요.',
          'This is the private key. Choose the certificate, whose name ends in _CERT.pem.',
        )
      : problem('PEM 형식의 인증서 파일이 아닙니다.', 'This is no certificate in PEM form.')
  }
  const named = siteCodeOf(certificate)
  if (named !== undefined && siteCode !== '' && named !== siteCode) {
    return problem(
      `사이트코드 ${named}의 인증서입니다. 사이트코드 ${siteCode}의 인증서를 등록하세요.`,
      `This certificate belongs to site code ${named}. Register that of ${siteCode}.`,
    )
  }
  if (new Date(certificate.validTo) <= now) {
    return problem(
      `${day(certificate.validTo)}에 만료된 인증서입니다. KCP 인증센터에서 갱신한 인증서를 등록하세요.`,
      `This certificate expired on ${day(certificate.validTo)}. Renew it at KCP and register the new one.`,
    )
  }
  if (new Date(certificate.validFrom) > now) {
    return problem(
      `${day(certificate.validFrom)}부터 쓸 수 있는 인증서입니다.`,
      `This certificate is valid only from ${day(certificate.validFrom)}.`,
    )
  }
  return []
}

function readKey(pem: string, password: string): { readonly key: KeyObject } | { readonly problem: Problem } {
  const problem = (key: string, messageKo: string, messageEn: string) => ({
    problem: { key, messageKo, messageEn },
  })
  if (!pem.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')) {
    if (pem.includes('PRIVATE KEY-----')) {
      return problem(
        'privateKey',
        '암호가 풀린 개인키입니다. KCP에서 받은 파일 그대로, 암호가 걸린 채로 등록하세요.',
        'This key is not encrypted. Register the file as KCP handed it out.',
      )
    }
    return pem.includes('-----BEGIN CERTIFICATE-----')
      ? problem(
          'privateKey',
          '인증서 파일입니다. 이름이 _PRIKEY.pem 으로 끝나는 개인키 파일을 골라 주세요.',
          'This is the certificate. Choose the private key, whose name ends in _PRIKEY.pem.',
        )
      : problem(
          'privateKey',
          '암호가 걸린 PEM 형식(PKCS#8)의 개인키 파일이 아닙니다.',
          'This is no encrypted private key in PEM form (PKCS#8).',
        )
  }
  try {
    return { key: createPrivateKey({ key: pem, format: 'pem', passphrase: password }) }
  } catch (error) {
    return isUnsupported(error)
      ? problem(
          'privateKey',
          '이 개인키의 암호화 방식은 지원하지 않습니다. KCP 인증센터에서 다시 발급해 주세요.',
          'The encryption of this key is not supported. Have KCP issue it again.',
        )
      : problem(
          'privateKeyPassword',
          '비밀번호로 개인키가 열리지 않습니다. 발급할 때 정한 비밀번호를 입력하세요.',
          'The private key does not open with this password. Enter the one chosen when it was issued.',
        )
  }
}

/** OpenSSL's word for an algorithm that this build has not; anything else comes of a wrong password. */
function isUnsupported(error: unknown): boolean {
  return error instanceof Error && /unsupported|unknown (?:cipher|pbe)/i.test(error.message)
}

/**
 * The site code in the subject, where there is one. That KCP writes it there is not published, so only a common name
 * that is a site code and nothing else counts.
 */
function siteCodeOf(certificate: X509Certificate): string | undefined {
  const commonName = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? ''
  return /^(?:KCP_AUTH_)?([A-Z0-9]{5})$/.exec(commonName)?.[1]
}

/** `KCP_AUTH_{site code}_CERT.pem` and `…_PRIKEY.pem`; a file that was renamed tells nothing. */
function fileNameProblems(fileNames: CredentialEntry['fileNames'], siteCode: string): Problem[] {
  return ['certificate', 'privateKey'].flatMap((key) => {
    const named = /^KCP_AUTH_([A-Z0-9]+)_(?:CERT|PRIKEY)\b.*\.pem$/i
      .exec(fileNames[key] ?? '')?.[1]
      ?.toUpperCase()
    if (named === undefined || siteCode === '' || named === siteCode.toUpperCase()) return []
    return [
      {
        key,
        messageKo: `사이트코드 ${named}의 파일입니다. 사이트코드 ${siteCode}의 파일을 등록하세요.`,
        messageEn: `This file belongs to site code ${named}. Register that of ${siteCode}.`,
      },
    ]
  })
}

function onePerField(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.key, problem])).values()].toReversed()
}

function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10)
}

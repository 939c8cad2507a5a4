import { demonstrationPath, type Demonstration } from './demonstration.ts'
import { portOf, type Settings } from './settings.ts'

/** The one screen that `npm start` ends with. Secrets are not shown: it says in which file they stand. */
export function readyScreen(settings: Settings, demonstration: Demonstration | undefined): string {
  const lines =
    demonstration === undefined ? productionLines(settings) : demonstrationLines(settings, demonstration)
  const rule = '─'.repeat(78)
  return ['', rule, '  Naru 나루 — 실행 중입니다 / is running', rule, '', ...lines, ''].join('\n')
}

function demonstrationLines(settings: Settings, demonstration: Demonstration): string[] {
  const { origins, console, storeId, channels } = demonstration
  const width = Math.max(...channels.map(({ name }) => widthOf(name)), 0)
  return [
    '  주소 / Addresses',
    line('콘솔 Console', origins.console),
    line('데모 상점 Demo shop', `${origins.shop}   ← 여기서 결제해 보세요 / try a payment here`),
    line('REST V1', origins.v1),
    line('REST V2', origins.v2),
    line('체크아웃 Checkout', origins.checkout),
    line('PG 시뮬레이터 Simulators', origins.simulators),
    '',
    '  콘솔 로그인 / Console login',
    line('이메일 E-mail', console.email),
    line('비밀번호 Password', console.password),
    '',
    '  연동 정보 / Integration',
    line('상점 아이디 Store ID', storeId),
    line('API 시크릿 API secret', demonstrationPath(settings.dataDir)),
    line('', '(본인만 읽을 수 있는 파일 / a file that only you can read)'),
    '',
    '  채널 키 / Channel keys',
    ...channels.map(({ name, channelKey }) => `    ${pad(name, width)}  ${channelKey}`),
    '',
    ...closingLines(settings),
  ]
}

function productionLines(settings: Settings): string[] {
  const origin = (face: 'console' | 'v1' | 'v2' | 'checkout') =>
    `http://127.0.0.1:${portOf(face, settings.portBase)}`
  return [
    '  운영 모드 / Production mode',
    line('콘솔 Console', origin('console')),
    line('REST V1', origin('v1')),
    line('REST V2', origin('v2')),
    line('체크아웃 Checkout', origin('checkout')),
    '',
    ...closingLines(settings),
  ]
}

function closingLines({ dataDir }: Settings): string[] {
  return [
    line('데이터 Data', dataDir),
    line('로그 Logs', `${dataDir}/logs`),
    '',
    '  멈추려면 Ctrl-C를 누르세요. / Press Ctrl-C to stop.',
  ]
}

function line(label: string, value: string): string {
  return `    ${pad(label, 26)}${value}`
}

/** Korean letters take two columns of a terminal. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uff60]/g)?.length ?? 0)
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

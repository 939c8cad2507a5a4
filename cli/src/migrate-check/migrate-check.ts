import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readArguments } from '../read-arguments.ts'
import { tableOf } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { ToldError } from '../told-error.ts'
import { checkSource, type Finding, type PgUse, type Reading } from './check-source.ts'
import { replacementOf, type KnownChannel } from './replacing-channels.ts'
import { readSources, type SourceFiles } from './source-files.ts'

export interface MigrateCheckDependencies {
  readonly terminal: Terminal
  /** Where `demo.json` is looked for; its channels are named where they fit. */
  readonly dataDir: string
  /** Where a relative folder begins: npm runs scripts elsewhere than they were asked for. */
  readonly workingDir: string
}

/**
 * Reads the sources of a shop and tells where they call V1, and what replaces each call in V2. It matches texts line by
 * line and runs nothing, so it says as well what it cannot see. With `--json` standard output is JSON and nothing else.
 */
export async function migrateCheck(
  words: readonly string[],
  { terminal, dataDir, workingDir }: MigrateCheckDependencies,
): Promise<number> {
  const [folder, ...options] = words
  const given = readArguments({ json: 'flag' }, options)
  if (folder === undefined || folder.startsWith('-'))
    throw new ToldError(
      '살펴볼 폴더를 적으세요: npm run naru -- migrate-check ./shop',
      'Name the folder to look at: npm run naru -- migrate-check ./shop',
    )
  const root = resolve(workingDir, folder)
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new ToldError(`${root} 폴더가 없습니다.`, `${root} is not a folder.`)
  const files = await readSources(root)
  const readings = files.read.map(({ path, text }) => checkSource(path, text))
  const all: Reading = {
    findings: readings.flatMap(({ findings }) => findings),
    pgs: readings.flatMap(({ pgs }) => pgs),
    unsure: readings.flatMap(({ unsure }) => unsure),
  }
  const channels = await channelsOf(dataDir)
  terminal.out(given.flags.has('json') ? json(all, files, channels) : report(all, files, channels))
  return 0
}

/** The demonstration's channels, where this machine has one. */
async function channelsOf(dataDir: string): Promise<readonly KnownChannel[]> {
  try {
    const file: unknown = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))
    const list: unknown =
      typeof file === 'object' && file !== null ? Reflect.get(file, 'channels') : undefined
    if (!Array.isArray(list)) return []
    return list.flatMap((value: unknown) => {
      if (typeof value !== 'object' || value === null) return []
      const { module, channelKey, name }: Partial<Record<string, unknown>> = { ...value }
      return typeof module === 'string' && typeof channelKey === 'string'
        ? [{ module, channelKey, name: typeof name === 'string' ? name : '' }]
        : []
    })
  } catch {
    return []
  }
}

function json(
  { findings, pgs, unsure }: Reading,
  files: SourceFiles,
  channels: readonly KnownChannel[],
): string {
  const value = {
    calls: findings.map(({ file, line, rule }) => ({ file, line, v1: rule.v1, v2: rule.v2, note: rule.en })),
    pgs: pgs.map((use) => ({ ...use, v2: replacementOf(use.code, channels) ?? null })),
    unsure,
    read: files.read.length,
    skipped: files.skipped,
  }
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function report(
  { findings, pgs, unsure }: Reading,
  files: SourceFiles,
  channels: readonly KnownChannel[],
): string {
  return [
    findings.length === 0 ? 'V1 호출을 찾지 못했습니다. No V1 call was found.' : callTable(findings),
    ...noteLines(findings),
    ...(pgs.length === 0 ? [] : ['', pgTable(pgs, channels)]),
    '',
    `읽은 파일 ${files.read.length}, V1 호출 ${findings.length}, 뜻을 알 수 없는 V1 단어가 있는 줄 ${unsure.length}`,
    `${files.read.length} files read, ${findings.length} V1 calls, ${unsure.length} lines with words of V1 that match no call`,
    ...unsure.slice(0, unsureMax).map(({ file, line }) => `  ${file}:${line}`),
    ...(unsure.length > unsureMax ? [`  … ${unsure.length - unsureMax} (--json)`] : []),
    ...files.skipped.map(({ path, why }) => `  건너뜀 skipped (${why}): ${path}`),
    '',
    ...limits,
    '',
  ].join('\n')
}

const unsureMax = 20

/** What matching lines cannot know. */
const limits = [
  '이 검사는 코드를 실행하지 않고 한 줄씩 글자를 비교합니다. 다음은 볼 수 없습니다.',
  'This compares texts line by line and runs nothing. It cannot see:',
  '  - 조각을 이어 만든 주소, 설정이나 데이터베이스에 있는 주소와 pg 값',
  '    addresses put together from parts, and addresses or pg values in settings and databases',
  '  - 이름을 바꾼 변수로 부르는 IMP와 클라이언트, 사내 라이브러리 안의 호출',
  '    IMP and clients under other names, and calls inside libraries of your own',
  '  - 여러 줄에 나뉜 호출, 압축된 파일, node_modules와 vendor',
  '    calls that span lines, minified files, node_modules and vendor',
  '  - 호출이 실제로 쓰이는지, 값이 V2의 규칙에 맞는지 (금액은 통화의 최소 단위 정수)',
  '    whether a call is used at all, and whether its values fit V2 (amounts are integers in minor units)',
]

function callTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ file, line, rule }) => [`${file}:${line}`, rule.v1, rule.v2])
  return tableOf([['위치 where', 'V1', 'V2'], ...rows])
}

/** Each rule's remark once. */
function noteLines(findings: readonly Finding[]): readonly string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))].filter(({ ko }) => ko !== undefined)
  if (rules.length === 0) return []
  return ['', ...rules.flatMap(({ v1, ko = '', en = '' }) => [`${v1}: ${ko}`, `  ${en}`])]
}

function pgTable(pgs: readonly PgUse[], channels: readonly KnownChannel[]): string {
  const rows = pgs.map(({ file, line, code, mid }) => {
    const replacement = replacementOf(code, channels)
    const keys = replacement?.channels.map(({ channelKey, name }) => `${channelKey} (${name})`) ?? []
    return [
      `${file}:${line}`,
      mid === undefined ? code : `${code}.${mid}`,
      replacement === undefined ? '모르는 PG unknown' : replacement.modules.join(', ') || 'V2 없음 none',
      keys.join(', ') || '콘솔에서 채널을 만드세요. Make a channel in the console.',
    ]
  })
  return tableOf([['위치 where', 'pg', 'V2 모듈 module', 'channelKey'], ...rows])
}

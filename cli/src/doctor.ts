import { access, constants, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { lookAtAudit } from './look-at-audit.ts'
import type { Ask } from './ask.ts'
import type { Installation } from './installation.ts'
import { readArguments } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

/** One thing that was looked at; `cure` says what to do when it is not well. */
export interface Finding {
  readonly what: string
  readonly well: boolean
  readonly seen: string
  readonly cure?: string
}

/** Looks at data folder, secrets, database, audit chains and listeners; 0 when all are well. */
export async function doctor(
  words: readonly string[],
  world: { installation: Installation; terminal: Terminal; ask: Ask; env: NodeJS.ProcessEnv },
): Promise<number> {
  readArguments({}, words)
  const findings = [
    await lookAtFolder(world.installation.dataDir),
    ...(await lookAtSecrets(world.installation)),
    await lookAtDatabase(world.installation, world.env),
    ...(await lookAtAudit(world.installation, world.env)),
    ...(await Promise.all(faces(world.installation).map((face) => lookAtListener(world.ask, face)))),
  ]
  for (const { what, well, seen, cure } of findings) {
    world.terminal.out(`${well ? 'ok  ' : 'BAD '} ${what.padEnd(24)} ${seen}\n`)
    if (!well && cure !== undefined) world.terminal.out(`     → ${cure}\n`)
  }
  return findings.every(({ well }) => well) ? 0 : 1
}

async function lookAtFolder(dataDir: string): Promise<Finding> {
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return { what: '데이터 폴더 data folder', well: true, seen: dataDir }
  } catch (error) {
    return {
      what: '데이터 폴더 data folder',
      well: false,
      seen: `${dataDir} (${codeOf(error)})`,
      cure: '쓰기 권한을 주거나 NARU_DATA_DIR를 바꾸세요. Allow writing there, or set NARU_DATA_DIR.',
    }
  }
}

/** Files that hold secrets must be closed to everybody else. Windows has no such bits. */
export async function lookAtSecrets(installation: Installation): Promise<Finding[]> {
  if (process.platform === 'win32') return []
  const findings: Finding[] = []
  for (const name of ['demo.json', 'keys/master.key']) {
    const path = join(installation.dataDir, name)
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) continue
    const mode = found.mode & 0o777
    findings.push({
      what: `비밀 파일 ${name}`,
      well: (mode & 0o077) === 0,
      seen: mode.toString(8).padStart(4, '0'),
      cure: `chmod 600 ${path}`,
    })
  }
  return findings
}

async function lookAtDatabase(
  installation: Installation,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const what = '데이터베이스 database'
  const url = env['DATABASE_URL']
  if (url === undefined || url === '') {
    // The embedded database has no address of its own to ask; the server's readiness speaks for it below.
    const path = join(installation.dataDir, 'postgres')
    const there = (await stat(path).catch(() => undefined)) !== undefined
    return { what, well: true, seen: there ? `embedded, ${path}` : 'embedded' }
  }
  if (!URL.canParse(url)) {
    return { what, well: false, seen: 'DATABASE_URL', cure: 'postgres://user:password@host:port/database' }
  }
  const { hostname, port } = new URL(url)
  const well = await accepts(hostname, Number(port === '' ? '5432' : port))
  const place = `${hostname}:${port === '' ? '5432' : port}`
  return {
    what,
    well,
    seen: place,
    cure: 'DATABASE_URL의 주소를 확인하세요. Check the address in DATABASE_URL.',
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3_000 })
    const end = (well: boolean) => () => {
      socket.destroy()
      resolve(well)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

interface Face {
  readonly name: string
  readonly port: number
  /** The platform's own faces answer `/healthz`; of the programs beside it any answer will do. */
  readonly isPlatform: boolean
}

function faces({ portBase, production }: Installation): readonly Face[] {
  const names = [
    'console',
    'REST V1',
    'REST V2',
    'checkout',
    ...(production ? [] : ['simulators', 'demo shop']),
  ]
  return names.map((name, index) => ({ name, port: portBase + index, isPlatform: index < 4 }))
}

async function lookAtListener(ask: Ask, { name, port, isPlatform }: Face): Promise<Finding> {
  const url = `http://127.0.0.1:${port}/healthz`
  const status = await ask('GET', url).then(
    (answer) => String(answer.status),
    () => 'no answer',
  )
  return {
    what: name,
    well: isPlatform ? status === '200' : status !== 'no answer',
    seen: `${url} ${status}`,
    cure: 'npm start가 실행 중인지, NARU_PORT_BASE가 같은지 확인하세요. Is npm start running, with the same NARU_PORT_BASE?',
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

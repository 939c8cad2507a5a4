import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { runningAddress } from '@naru/launcher/postgres/running-address'
import type { Finding } from './doctor.ts'
import { projectRoot, type Installation } from './installation.ts'

interface Verdict {
  readonly merchants: number
  readonly entries: number
  readonly broken: readonly {
    readonly merchantId: string
    readonly sequence: number
    readonly kind: 'missing' | 'altered' | 'head'
  }[]
}

const what = '감사 기록 audit log'
const kinds = {
  missing: '삭제됨 removed',
  altered: '변경됨 altered',
  head: '마지막 기록이 잘림 end cut off or replaced',
}

/** Walks every merchant's audit chain with the installation's key; a broken one is a finding of its own. */
export async function lookAtAudit(
  installation: Installation,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  const given = env['DATABASE_URL']
  const url = given === undefined || given === '' ? await runningAddress(installation.dataDir) : given
  if (url === undefined)
    return [{ what, well: true, seen: '데이터베이스 정지, 확인하지 않음 database not running' }]
  const { verdict, trouble } = await verify({
    ...env,
    DATABASE_URL: url,
    NARU_DATA_DIR: installation.dataDir,
  })
  if (verdict === undefined) {
    return [
      {
        what,
        well: false,
        seen: trouble,
        cure: 'npm run build, DATABASE_URL, NARU_KEY를 확인하세요. Check npm run build, DATABASE_URL and NARU_KEY.',
      },
    ]
  }
  if (verdict.broken.length === 0) {
    return [{ what, well: true, seen: `${verdict.merchants} merchants, ${verdict.entries} entries` }]
  }
  return verdict.broken.map(({ merchantId, sequence, kind }) => ({
    what,
    well: false,
    seen: `${merchantId} #${sequence} ${kinds[kind]}`,
    cure: '이 번호부터의 기록은 믿을 수 없습니다. 백업과 비교하고 데이터베이스 접근 권한을 확인하세요. From this number on the record cannot be trusted: compare it with a backup and review who may write to the database.',
  }))
}

function verify(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly verdict: Verdict | undefined; readonly trouble: string }> {
  return new Promise((resolve) => {
    const program = join(projectRoot, 'server/dist/verify-audit.js')
    execFile(process.execPath, [program], { env, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      resolve({ verdict: readVerdict(stdout), trouble: stderr.trim().split('\n')[0] ?? '' })
    })
  })
}

/** The border to the program: its line, or nothing. */
function readVerdict(text: string): Verdict | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isVerdict =
      typeof value === 'object' && value !== null && 'broken' in value && Array.isArray(value.broken)
    return isVerdict ? (value as Verdict) : undefined
  } catch {
    return undefined
  }
}

import { execFile } from 'node:child_process'
import { chmod, chown, lchown, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unwritable } from '../data-folder.ts'
import { LaunchError } from '../launch-error.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { exists, type Home } from './home.ts'

const run = promisify(execFile)

/** The only role; the password stands in the home folder. */
export const role = 'naru'

/**
 * Makes the cluster when there is none yet. It is built under another name and renamed when complete, so that
 * an interrupted first start leaves nothing that looks like a database.
 */
export async function ensureCluster(
  home: Home,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<'created' | 'found'> {
  if (await exists(home.cluster)) {
    await ensureOwner(home, account)
    await checkCluster(home, binaries)
    return 'found'
  }
  const draft = join(home.folder, 'data.new')
  // initdb reads the password as the account that it runs as.
  const passwordFile = join(home.folder, 'initial-password')
  try {
    await rm(draft, { recursive: true, force: true })
    await writeFile(passwordFile, password, { mode: 0o600 })
    await handOver(home, account, passwordFile)
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${role}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--auth=scram-sha-256',
        '--no-instructions',
      ],
      { ...account, cwd: home.folder },
    )
    await rename(draft, home.cluster)
    return 'created'
  } catch (cause) {
    throw initFailed(home, cause)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/**
 * PostgreSQL opens only what belongs to the account it runs as. Data that root copied, restored or used under
 * another account is handed over; nobody else can do that, so he is told what to do.
 */
async function ensureOwner(home: Home, account: Account | undefined): Promise<void> {
  const owner = account?.uid ?? process.getuid?.()
  if (owner === undefined || (await stat(home.cluster)).uid === owner) return
  if (account === undefined) {
    throw new LaunchError(
      `데이터 폴더(${home.folder})는 다른 계정의 것입니다. 처음에 쓰던 계정(예: sudo)으로 실행하거나 sudo chown -R "$(id -un)" "${home.folder}" 를 실행하세요.`,
      `The data folder (${home.folder}) belongs to another account: start as the account that made it (for example with sudo), or run sudo chown -R "$(id -un)" "${home.folder}".`,
    )
  }
  await chown(home.folder, account.uid, account.gid)
  await chownAll(home.cluster, account)
  await chmod(home.cluster, 0o700)
}

/** Links are handed over themselves, never what they point at. */
async function chownAll(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid)
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) await chownAll(inner, account)
    else await lchown(inner, account.uid, account.gid)
  }
}

/** @throws LaunchError when the folder is no cluster, or one of another PostgreSQL */
async function checkCluster(home: Home, binaries: Binaries): Promise<void> {
  const version = await readFile(join(home.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) throw damaged(home, 'PG_VERSION')
  if (version.trim() === binaries.majorVersion) return
  throw new LaunchError(
    `데이터 폴더(${home.cluster})는 PostgreSQL ${version.trim()}용인데 설치된 것은 ${binaries.majorVersion}입니다. 만들 때 쓴 Naru 버전으로 실행하거나, 폴더를 옮기고 새로 시작하세요.`,
    `The data folder (${home.cluster}) belongs to PostgreSQL ${version.trim()} but ${binaries.majorVersion} is installed: run the Naru release that made it, or move the folder away to start with an empty database.`,
  )
}

/** The sentence for a cluster that does not come up. */
export function damaged(home: Home, reason: string): LaunchError {
  return new LaunchError(
    `내장 데이터베이스(${home.cluster})가 손상되어 시작되지 않습니다(${reason}). 기록은 ${home.logFile}에 있습니다. 백업을 되돌리거나, 폴더를 다른 곳으로 옮기고 새 데이터베이스로 시작하세요.`,
    `The embedded database (${home.cluster}) is damaged and does not start (${reason}); its log is ${home.logFile}. Put a backup back, or move the folder away to start with an empty database.`,
  )
}

async function handOver(home: Home, account: Account | undefined, passwordFile: string): Promise<void> {
  if (account === undefined) return
  await chown(home.folder, account.uid, account.gid)
  await chown(passwordFile, account.uid, account.gid)
}

function initFailed(home: Home, cause: unknown): Error {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
  if (/permission denied|no space left|read-only/i.test(text) || /EACCES|EROFS|ENOSPC/.test(String(cause))) {
    return unwritable(home.folder, cause)
  }
  const reason = text.trim().split('\n').at(-1) ?? ''
  return new LaunchError(
    `내장 데이터베이스를 만들지 못했습니다(${reason}). DATABASE_URL로 다른 PostgreSQL을 지정할 수 있습니다.`,
    `The embedded database could not be created (${reason}); DATABASE_URL may name a PostgreSQL of your own instead.`,
    { cause },
  )
}

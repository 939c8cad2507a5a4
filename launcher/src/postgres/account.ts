import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { LaunchError } from '../launch-error.ts'

/** The account that PostgreSQL runs as when it is not our own. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root, so root hands it to `nobody`; everybody else runs it as himself.
 * `initdb` looks its user up in passwd, so an account that does not stand there cannot run it at all.
 *
 * @returns nothing when our own account is the right one
 */
export function postgresAccount(passwdPath = '/etc/passwd'): Account | undefined {
  if (process.getuid === undefined) return undefined
  if (process.getuid() !== 0) {
    requireKnownUser()
    return undefined
  }
  const found = findAccount(readPasswd(passwdPath), 'nobody')
  if (found !== undefined) return found
  throw new LaunchError(
    'root로 실행 중인데 nobody 계정이 없어 내장 PostgreSQL을 시작할 수 없습니다. 일반 사용자로 실행하거나 DATABASE_URL을 지정하세요.',
    'Running as root without an account named nobody: start Naru as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** The line of one user in a passwd file. */
export function findAccount(passwd: string, name: string): Account | undefined {
  for (const line of passwd.split('\n')) {
    const [user, , uid, gid] = line.split(':')
    if (user === name && uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

/** Whether the account may pass through every folder above `path`. */
export function canReach(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!mayPass(folder, account)) return false
    if (folder === dirname(folder)) return true
  }
}

function mayPass(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function readPasswd(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function requireKnownUser(): void {
  try {
    userInfo()
  } catch (cause) {
    throw new LaunchError(
      '현재 사용자가 passwd에 없어 내장 PostgreSQL을 시작할 수 없습니다. 등록된 사용자로 실행하거나 DATABASE_URL을 지정하세요.',
      'The current user id has no entry in passwd, which PostgreSQL needs: run as a known user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}

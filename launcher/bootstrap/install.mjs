/** Installs the packages when they are missing or not those of package-lock.json. */
import { readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, runStep, tell } from './step.mjs'

export async function installIfStale() {
  if (isInstalled(projectRoot)) return
  tell(
    '패키지를 설치합니다. 처음에는 몇 분 걸릴 수 있습니다. / Installing packages; the first time may take minutes.',
  )
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const { ok, output } = npm?.endsWith('.js')
    ? await runStep('npm ci', process.execPath, [npm, ...args])
    : await runStep('npm ci', 'npm', args)
  if (ok) return
  process.stderr.write(output)
  process.stderr.write(
    '\n패키지를 설치하지 못했습니다. 네트워크와 위의 오류를 확인한 뒤 다시 실행하세요.\n' +
      'The packages could not be installed: check the network and the error above, then run the command again.\n',
  )
  process.exit(1)
}

/**
 * npm writes what it installed to node_modules/.package-lock.json. A newer package-lock.json only means stale when
 * it asks for something else: a checkout touches files without changing them.
 */
export function isInstalled(root) {
  const wanted = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules', '.package-lock.json')
  const installedAt = statSync(installed, { throwIfNoEntry: false })?.mtimeMs
  if (installedAt === undefined) return false
  if (installedAt >= statSync(wanted).mtimeMs) return true
  if (!holdsAll(readPackages(wanted), readPackages(installed))) return false
  const now = new Date()
  try {
    utimesSync(installed, now, now)
  } catch {
    // A read-only installation is compared again next time.
  }
  return true
}

/** Whether every package is there in the wanted version; those of other platforms may be missing. */
export function holdsAll(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const found = installed[path]
    if (found === undefined) return optional === true
    return link === true || (found.version === version && found.integrity === integrity)
  })
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

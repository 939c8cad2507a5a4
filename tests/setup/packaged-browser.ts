import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const here = createRequire(import.meta.url)

/** A browser that came inside an npm package, and the libraries that came with it. */
export interface PackagedBrowser {
  readonly executablePath: string
  /** libnss3 and its kin, for a system that has none of its own. */
  readonly libraries: string
}

/**
 * Unpacks the browser of `@sparticuz/chromium` once per version; about three seconds, 200 MB. It is a Linux
 * program for x64: nothing is returned anywhere else, or when the package is not installed.
 */
export async function unpackBrowser(): Promise<PackagedBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const packaged = await findPackage()
  if (packaged === undefined) return undefined
  // `node_modules/.cache`: it goes away together with the package.
  const folder = join(packaged.root, '../../.cache/naru-browser', packaged.version)
  if (!existsSync(folder)) await unpackInto(folder)
  return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') }
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to run on AWS Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}.new`
  await mkdir(draft, { recursive: true })
  const script = `(await import(${JSON.stringify(pathToFileURL(here.resolve('@sparticuz/chromium')).href)})).default`
  await run(
    process.execPath,
    ['--input-type=module', '-e', `const found = ${script}; await (found.default ?? found).executablePath()`],
    { env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
  )
  // Another run may have been faster; its copy is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
}

async function findPackage(): Promise<{ readonly root: string; readonly version: string } | undefined> {
  try {
    const root = dirname(dirname(dirname(here.resolve('@sparticuz/chromium'))))
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? { root, version: String(manifest.version) }
      : undefined
  } catch {
    return undefined
  }
}

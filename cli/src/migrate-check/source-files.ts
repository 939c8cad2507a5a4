import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'

const extensions = new Set(
  '.js .jsx .mjs .cjs .ts .tsx .mts .cts .vue .svelte .html .htm .ejs .hbs .jsp .jspx .php .phtml .py .java .kt .kts .scala .groovy .rb .go .cs .json .gradle .xml .toml .txt'.split(
    ' ',
  ),
)
const skippedFolders = new Set([
  'node_modules',
  'vendor',
  '.git',
  'dist',
  'build',
  'target',
  '.next',
  '.nuxt',
  'venv',
  '.venv',
  '__pycache__',
  'coverage',
])
const bytesMax = 1_000_000
const manifests = new Set([
  'package.json',
  'composer.json',
  'requirements.txt',
  'pyproject.toml',
  'pom.xml',
  'build.gradle',
])

export interface SourceFile {
  readonly path: string
  readonly text: string
}

export interface SourceFiles {
  readonly read: readonly SourceFile[]
  /** Not looked at, and why. */
  readonly skipped: readonly { readonly path: string; readonly why: 'large' | 'minified' | 'unreadable' }[]
}

/** The sources below a folder, in the order of their paths. Links are not followed, so that no loop is walked twice. */
export async function readSources(root: string): Promise<SourceFiles> {
  const read: SourceFile[] = []
  const skipped: { path: string; why: 'large' | 'minified' | 'unreadable' }[] = []
  async function walk(folder: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name)) await walk(path)
      } else if (entry.isFile() && isSource(entry.name)) await look(path)
    }
  }
  async function look(path: string): Promise<void> {
    const name = relative(root, path)
    try {
      if ((await stat(path)).size > bytesMax) return void skipped.push({ path: name, why: 'large' })
      const text = await readFile(path, 'utf8')
      // One line of a bundle tells nobody where to change what.
      if (text.length > 50_000 && text.length / text.split('\n').length > 2_000)
        return void skipped.push({ path: name, why: 'minified' })
      read.push({ path: name, text })
    } catch {
      skipped.push({ path: name, why: 'unreadable' })
    }
  }
  await walk(root)
  return { read, skipped }
}

/** Of JSON, XML and plain texts only those that name dependencies. */
function isSource(name: string): boolean {
  const extension = extname(name).toLowerCase()
  if (['.json', '.xml', '.toml', '.txt', '.gradle'].includes(extension)) return manifests.has(name)
  return extensions.has(extension)
}

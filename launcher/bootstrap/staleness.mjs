/**
 * Whether something that was built is still what its sources say, at the price of one `stat` per source file.
 * The stamp lies inside the output, so that deleting the output deletes it too.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const skipped = new Set(['node_modules', 'dist', '.git', '.naru', '.vite', 'coverage'])

/** Names, sizes and times of all files below the sources, as one short text. */
export function fingerprint(root, sources) {
  const hash = createHash('sha256')
  for (const source of sources) addPath(hash, root, source)
  return hash.digest('hex')
}

/** @param unit {{sources: string[], outputs: string[], stamp: string}} paths below `root` */
export function isFresh(root, unit) {
  if (!unit.outputs.every((path) => existsSync(join(root, path)))) return false
  try {
    return readFileSync(join(root, unit.stamp), 'utf8') === fingerprint(root, unit.sources)
  } catch {
    return false
  }
}

/** `print` is the fingerprint from before the build: what changed meanwhile is built next time. */
export function markFresh(root, unit, print) {
  const path = join(root, unit.stamp)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, print)
}

export function markStale(root, unit) {
  rmSync(join(root, unit.stamp), { force: true })
}

function addPath(hash, root, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false })
  if (stats === undefined) return
  if (stats.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) {
      if (!skipped.has(name) && !name.endsWith('.tsbuildinfo')) addPath(hash, root, `${path}/${name}`)
    }
  } else hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`)
}

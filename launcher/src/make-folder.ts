import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` runs for ever where a parent exists and still
 * refuses with "no such file", as below `/proc`.
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() === true) return
  if (dirname(path) !== path) await makeFolder(dirname(path), mode)
  try {
    await mkdir(path, { mode })
  } catch (error) {
    // Another start may have been faster; a file in the way is not a folder.
    if ((await stat(path).catch(() => undefined))?.isDirectory() !== true) throw error
  }
}

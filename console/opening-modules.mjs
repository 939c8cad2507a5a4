/**
 * Which modules the first screens consist of. Only a build knows: a library's index names everything that it has, and what
 * is left of it is decided by what is used.
 */
import { build } from 'vite'

/** Where people come in: the sign-in and the home. */
export const openingScreens = [
  'account/auth-layout',
  'account/sign-in-screen',
  'shell/shell',
  'home/home-screen',
]

/**
 * @param {import('vite').InlineConfig} options of the build that is to be divided; nothing of this one is written
 * @param {string[]} screens below `src/`, without their ending
 * @returns {Promise<Set<string>>} ids of the modules that these screens need at once
 */
export async function modulesOf(options, screens) {
  const { output } = await build({
    ...options,
    logLevel: 'error',
    build: { ...options.build, write: false, minify: false, manifest: false },
  })
  const chunks = new Map(
    output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  )
  const found = new Set()
  const collect = (chunk) => {
    if (chunk === undefined || found.has(chunk)) return
    found.add(chunk)
    for (const file of chunk.imports) collect(chunks.get(file))
  }
  for (const screen of screens) {
    const entry = [...chunks.values()].find(({ facadeModuleId }) =>
      facadeModuleId?.endsWith(`/src/${screen}.tsx`),
    )
    if (entry === undefined) throw new Error(`no script was built of src/${screen}.tsx`)
    collect(entry)
  }
  return new Set([...found].flatMap(({ moduleIds }) => moduleIds))
}

/**
 * `npm run conformance`: tells every connector the same stories about everything that its catalogue declares, against
 * the PG's own simulator, and prints the matrix. `--json` prints it for programs, `--why` adds why a story does not
 * apply, and names of PGs narrow it: `npm run conformance -- kcp inicis`.
 */
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { installIfStale } = await import('./bootstrap/install.mjs')
const { build } = await import('./build.mjs')

await installIfStale()
await build()
await import('../tests/dist/conformance/main.js')

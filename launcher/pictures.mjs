/** `npm run pictures`: builds what is stale and makes the reference pictures of the console's main screens anew. */
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { build } = await import('./build.mjs')
const { projectRoot } = await import('./bootstrap/step.mjs')

const built = await build()
if (!built.programs || !built.pages) process.exit(1)
const { status } = spawnSync(
  process.execPath,
  [
    join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'stories',
    'tests/stories/console-pictures.test.ts',
  ],
  { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, NARU_RENEW_PICTURES: '1' } },
)
process.exit(status ?? 1)

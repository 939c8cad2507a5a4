/** `npm run bench`: the measurements. */
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { runProgram } = await import('./bootstrap/run-program.mjs')
await runProgram('bench/dist/main.js')

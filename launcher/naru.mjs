/** `npm run naru -- <verb>`: the command line. */
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { runProgram } = await import('./bootstrap/run-program.mjs')
await runProgram('cli/dist/main.js')

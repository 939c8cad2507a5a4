/**
 * Builds the scripts that a shop loads and prints their size.
 *
 *   node browser-sdk/build.mjs  →  browser-sdk/dist/v2/browser-sdk.js, browser-sdk/dist/v2/browser-sdk.esm.js,
 *                                  browser-sdk/dist/v1/iamport.js, browser-sdk/dist/v1/iamport.esm.js
 *
 * The server writes its public checkout origin over the one marker in each file when it serves it.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const marker = '__NARU_CHECKOUT_ORIGIN__'
const sizeMaxBytes = 12 * 1024

const scripts = [
  { source: 'src/v2/browser-sdk.ts', target: 'dist/v2/browser-sdk.js', format: 'iife' },
  { source: 'src/v2/browser-sdk.esm.ts', target: 'dist/v2/browser-sdk.esm.js', format: 'esm' },
  { source: 'src/v1/iamport.ts', target: 'dist/v1/iamport.js', format: 'iife' },
  { source: 'src/v1/iamport.esm.ts', target: 'dist/v1/iamport.esm.js', format: 'esm' },
]

for (const { source, target, format } of scripts) {
  await build({
    entryPoints: [here(source)],
    outfile: here(target),
    bundle: true,
    minify: true,
    format,
    // Old web views run the classic script; a page that can import the module knows ES2020.
    target: format === 'esm' ? 'es2020' : 'es2018',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const text = readFileSync(here(target), 'utf8')
  if (text.split(marker).length !== 2) throw new Error(`${target} must hold the origin marker exactly once`)
  const zipped = gzipSync(text, { level: 9 }).length
  console.log(`browser-sdk/${target}  ${(zipped / 1024).toFixed(1)} kB gz`)
  if (zipped > sizeMaxBytes) throw new Error(`${target} is larger than ${sizeMaxBytes} bytes gz`)
}

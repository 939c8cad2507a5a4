/**
 * Builds the console and prints its size.
 *
 *   node console/build.mjs  →  console/dist/index.html, console/dist/assets/ (hashed names, may be cached for ever),
 *                              console/dist/fonts/ (Pretendard in slices; a page loads only those it shows)
 *
 * Nothing is inline. The server puts a fresh nonce where `__NARU_CSP_NONCE__` stands; the component library
 * hangs its colour variables into one <style> that carries it, so `style-src` needs no 'unsafe-inline'.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { aheadTable } from './load-ahead.mjs'
import { modulesOf, openingScreens } from './opening-modules.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const mainMaxBytes = 200 * 1000

for (const folder of ['assets', 'fonts']) rmSync(here(`dist/${folder}`), { recursive: true, force: true })
copyFonts()
const options = {
  root: here('.'),
  configFile: false,
  logLevel: 'warn',
  mode: 'production',
  plugins: [react()],
  resolve: { conditions: ['@naru/source', 'module', 'browser', 'production'] },
  html: { cspNonce: '__NARU_CSP_NONCE__' },
  build: {
    outDir: here('dist'),
    // TypeScript keeps its build notes in the same folder.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Four kilobytes more at first, a round trip less for every screen.
    cssCodeSplit: false,
    // The first script is measured below, as it goes over the line.
    chunkSizeWarningLimit: 600,
    manifest: 'assets/manifest.json',
  },
}
const opening = await modulesOf(options, openingScreens)
await build({
  ...options,
  build: {
    ...options.build,
    // What every screen needs comes as one file, what people see first as a second, and what other screens share as a
    // third: dozens of small ones cost a round trip for every six of them.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'opening', test: (id) => opening.has(id), minShareCount: 2, priority: 2 },
            // A style sheet has no script, but who imports it would wait for the part that it stands in.
            { name: 'shared', test: (id) => !id.endsWith('.css'), minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
})
tellWhatComes()
versionPlainFiles()
compress()
reportSizes()

/** Pretendard (SIL Open Font License) in the slices of its dynamic subset, about 30 kB each. */
function copyFonts() {
  const require = createRequire(import.meta.url)
  const css = require.resolve('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css')
  const slices = join(dirname(css), 'woff2-dynamic-subset')
  mkdirSync(here('dist/fonts'), { recursive: true })
  for (const file of readdirSync(slices)) cpSync(join(slices, file), here(`dist/fonts/${file}`))
  cpSync(join(dirname(css), '../../LICENSE.txt'), here('dist/fonts/LICENSE.txt'))
  writeFileSync(
    here('dist/fonts/pretendard.css'),
    readFileSync(css, 'utf8').replaceAll('./woff2-dynamic-subset/', '/fonts/'),
  )
}

/** Puts the table of what each screen loads into the script that runs first. */
function tellWhatComes() {
  const manifest = JSON.parse(readFileSync(here('dist/assets/manifest.json'), 'utf8'))
  const script = readFileSync(here('dist/first-paint.js'), 'utf8')
  const told = script.replace("'__NARU_AHEAD__'", JSON.stringify(aheadTable(manifest, firstScripts())))
  if (told === script) throw new Error('first-paint.js has no place for the table')
  writeFileSync(here('dist/first-paint.js'), told)
}

/** Files without a hash in their name get one behind it: the server lets browsers keep every file for ever. */
function versionPlainFiles() {
  const page = readFileSync(here('dist/index.html'), 'utf8')
  const versioned = page.replace(
    /(?:src|href)="\/(first-paint\.js|naru\.svg|fonts\/pretendard\.css)/g,
    (match, file) => {
      const hash = createHash('sha256')
        .update(readFileSync(here(`dist/${file}`)))
        .digest('hex')
      return `${match}?v=${hash.slice(0, 10)}`
    },
  )
  writeFileSync(here('dist/index.html'), versioned)
}

/** Lays a `.br` beside every text that browsers load; the server sends it to whoever takes it. */
function compress() {
  const texts = ['', 'assets/', 'fonts/'].flatMap((folder) =>
    readdirSync(here(`dist/${folder}`))
      .filter((name) => /\.(?:js|css|svg)$/.test(name))
      .map((name) => here(`dist/${folder}${name}`)),
  )
  for (const file of texts) {
    const text = readFileSync(file)
    const packed = brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    })
    if (packed.length < text.length) writeFileSync(`${file}.br`, packed)
    else rmSync(`${file}.br`, { force: true })
  }
}

/** The first chunk with everything that it imports at once must stay small; screens come lazily. */
function reportSizes() {
  const manifest = JSON.parse(readFileSync(here('dist/assets/manifest.json'), 'utf8'))
  const main = sizeOf(firstScripts())
  console.log(`console/dist main script  ${(main / 1000).toFixed(1)} kB gz`)
  const screens = Object.entries(manifest).filter(([, chunk]) => chunk.isDynamicEntry)
  for (const [key, chunk] of screens) {
    console.log(`  ${key.padEnd(48)} ${(sizeOf([chunk.file]) / 1000).toFixed(1)} kB gz`)
  }
  if (main > mainMaxBytes) throw new Error(`the main script is larger than ${mainMaxBytes} bytes gz`)
}

/** Every script that the page itself names, at once or ahead. */
function firstScripts() {
  const page = readFileSync(here('dist/index.html'), 'utf8')
  return [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1])
}

function sizeOf(files) {
  return files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(here(`dist/${file}`)), { level: 9 }).length,
    0,
  )
}

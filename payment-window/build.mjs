/**
 * Builds the buyer's pages and prints their size.
 *
 *   node payment-window/build.mjs  →  payment-window/dist/window.html   served at GET /pay/{token}
 *                                     payment-window/dist/done.html     served at GET /pay/{token}/done
 *                                     payment-window/dist/session.html  served at GET /sessions/{id}
 *                                     payment-window/dist/pay-assets/   served at /pay-assets/…
 *
 * Names carry a hash of their content, so everything below /pay-assets may be cached for ever. Nothing is inline:
 * the pages run under `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'`.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const assets = here('dist/pay-assets')
const sizeMaxBytes = 25 * 1024

rmSync(assets, { recursive: true, force: true })
mkdirSync(join(assets, 'fonts'), { recursive: true })

const fontCss = copyFonts()
const names = {
  'session.css': await writeCss('session', readFileSync(here('pages/session.css'), 'utf8')),
  'style.css': await writeCss('style', readFileSync(here('pages/style.css'), 'utf8')),
  'fonts.css': await writeCss('fonts/pretendard', fontCss),
  // Loaded only where a PG's own script wants it on the page (Eximbay).
  'jquery.js': write(
    'jquery',
    'js',
    readFileSync(createRequire(import.meta.url).resolve('jquery/dist/jquery.min.js'), 'utf8'),
  ),
}
const sizes = { window: 0, done: 0, session: 0 }
for (const page of ['window', 'done', 'session']) {
  names[`${page}.js`] = await writeScript(page)
  const html = readFileSync(here(`pages/${page}.html`), 'utf8').replace(
    /\/pay-assets\/([a-z.]+)/g,
    (_, name) => `/pay-assets/${names[name]}`,
  )
  writeFileSync(here(`dist/${page}.html`), html)
  const parts = [
    html,
    ...['style.css', 'fonts.css', `${page}.js`].map((name) => readFileSync(join(assets, names[name]))),
  ]
  sizes[page] = parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0)
  console.log(
    `payment-window/dist/${page}.html with its script and styles  ${(sizes[page] / 1024).toFixed(1)} kB gz`,
  )
  if (sizes[page] > sizeMaxBytes) throw new Error(`${page}.html is larger than ${sizeMaxBytes} bytes gz`)
}

async function writeScript(page) {
  const { outputFiles } = await build({
    entryPoints: [here(`src/${page}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'warning',
  })
  return write(page, 'js', outputFiles[0].text)
}

async function writeCss(name, css) {
  const { code } = await transform(css, {
    loader: 'css',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
  })
  return write(name, 'css', code)
}

function write(name, extension, text) {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 10)
  const file = `${name}-${hash}.${extension}`
  writeFileSync(join(assets, file), text)
  return file
}

/**
 * Copies Pretendard (SIL Open Font License) in the slices of its dynamic subset: a page loads only the slices
 * whose letters it shows, about 30 kB each.
 */
function copyFonts() {
  const folder = dirname(
    createRequire(import.meta.url).resolve(
      'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css',
    ),
  )
  const slices = join(folder, 'woff2-dynamic-subset')
  for (const file of readdirSync(slices)) cpSync(join(slices, file), join(assets, 'fonts', file))
  cpSync(join(folder, '../../LICENSE.txt'), join(assets, 'fonts', 'LICENSE.txt'))
  return readFileSync(join(folder, 'pretendardvariable-dynamic-subset.css'), 'utf8').replaceAll(
    './woff2-dynamic-subset/',
    '/pay-assets/fonts/',
  )
}

/** `npm start`: installs what is missing, builds what is stale, then runs the launcher in this process. */
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { installIfStale } = await import('./bootstrap/install.mjs')
const { build } = await import('./build.mjs')
const { tell } = await import('./bootstrap/step.mjs')

await installIfStale()
const built = await build()
if (!built.programs) {
  process.stderr.write(
    '\n빌드하지 못해 시작하지 않았습니다. 위의 오류를 확인하세요.\nNot started, because the build failed: see the error above.\n',
  )
  process.exit(1)
}
// Payments work without a page; whoever looks for the page should know why it is missing.
if (!built.pages) {
  tell(
    '일부 페이지 없이 시작합니다. 위의 오류를 확인하세요. / Starting without some pages: see the error above.',
  )
}
await import('./dist/main.js')

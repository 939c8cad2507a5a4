import { findGateway } from '@naru/gateways'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readArguments } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { ToldError } from '../told-error.ts'
import { connectorFiles } from './connector-files.ts'
import { gatewayNames } from './gateway-names.ts'
import type { GatewayNames } from './gateway-names.ts'
import { pageFile } from './page-file.ts'
import { registrations } from './register.ts'
import { simulatorFiles } from './simulator-files.ts'

/**
 * Lays out a new PG: connector, catalogue, simulator, tests, page and registrations that compile and pass as they
 * stand, and claim nothing. Files that exist are never written over, so a PG of which only the catalogue is there gets
 * the rest; everything that can be refused is refused before the first file is written.
 */
export async function newGateway(
  words: readonly string[],
  { terminal, root }: { readonly terminal: Terminal; readonly root: string },
): Promise<number> {
  const [id = '', ...options] = words
  const { texts } = readArguments({ 'name-ko': 'text', 'name-en': 'text', category: 'text' }, options)
  const { 'name-ko': nameKo, 'name-en': nameEn, category } = texts
  const names = gatewayNames(
    id,
    {
      ...(nameKo === undefined ? {} : { nameKo }),
      ...(nameEn === undefined ? {} : { nameEn }),
      ...(category === undefined ? {} : { category }),
    },
    (known) => findGateway(known)?.catalogue,
  )
  if (existsSync(join(root, `gateways/src/${names.id}/connector.ts`)))
    throw new ToldError(`${names.id}의 커넥터가 이미 있습니다.`, `${names.id} has a connector already.`)

  const files = Object.entries(filesOf(names)).filter(([path]) => !existsSync(join(root, path)))
  const changes = await changedLists(root, names)
  for (const [path, text] of [...files, ...changes]) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
    terminal.out(`${path}\n`)
  }
  terminal.note(
    [
      '',
      '다음: npm run gateway-pages 로 문서의 표를 채우고 docs/new-gateway.md 를 따라가세요.',
      'Next: npm run gateway-pages fills the tables of the page; docs/new-gateway.md leads on.',
    ].join('\n'),
  )
  return 0
}

function filesOf(names: GatewayNames): Readonly<Record<string, string>> {
  return {
    ...connectorFiles(names),
    ...simulatorFiles(names),
    [`docs/gateways/${names.id}.md`]: pageFile(names),
  }
}

async function changedLists(root: string, names: GatewayNames): Promise<readonly [string, string][]> {
  const changes: [string, string][] = []
  for (const [path, register] of Object.entries(registrations)) {
    const changed = register(await readFile(join(root, path), 'utf8'), names)
    if (changed !== undefined) changes.push([path, changed])
  }
  return changes
}

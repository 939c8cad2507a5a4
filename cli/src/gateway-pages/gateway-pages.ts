import { findGateway } from '@naru/gateways'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArguments } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { ToldError } from '../told-error.ts'
import { fillPage } from './fill-page.ts'
import { gatewaysPart, partsOfPage } from './page-parts.ts'

export interface RenewedPage {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Renews the generated parts of docs/gateways/*.md; with `--check` only tells which are out of date, and fails. */
export async function gatewayPages(
  words: readonly string[],
  { terminal, root }: { readonly terminal: Terminal; readonly root: string },
): Promise<number> {
  const isCheck = readArguments({ check: 'flag' }, words).flags.has('check')
  const stale = (await renewedPages(join(root, 'docs/gateways'))).filter(
    ({ before, after }) => before !== after,
  )
  for (const { path, after } of stale) {
    if (!isCheck) await writeFile(path, after)
    terminal.out(`${path}\n`)
  }
  return isCheck && stale.length > 0 ? 1 : 0
}

/** Every page as it stands and as it should be. A page is called after its PG's id; README.md is the overview. */
export async function renewedPages(folder: string): Promise<readonly RenewedPage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      const before = await readFile(path, 'utf8')
      return { path, before, after: renewed(name, before, new Set(names)) }
    }),
  )
}

function renewed(name: string, page: string, names: ReadonlySet<string>): string {
  if (name === 'README.md')
    return fillPage(page, (part) =>
      part === 'gateways' ? gatewaysPart((id) => names.has(`${id}.md`)) : undefined,
    )
  const gateway = findGateway(name.slice(0, -'.md'.length))
  if (gateway === undefined)
    throw new ToldError(
      `docs/gateways/${name}: 그런 PG가 없습니다. 파일 이름은 PG의 id여야 합니다.`,
      `docs/gateways/${name}: no such PG; a page is called after its PG’s id.`,
    )
  return fillPage(page, (part) => partsOfPage[part]?.(gateway))
}

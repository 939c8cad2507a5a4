import { gateways } from '@naru/gateways'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fillPage } from './fill-page.ts'
import { renewedPages } from './gateway-pages.ts'
import { partsOfPage } from './page-parts.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const pages = await renewedPages(fileURLToPath(new URL('../../../docs/gateways', import.meta.url)))

test('the generated parts of every PG page are what the catalogue says (npm run gateway-pages renews them)', () => {
  expect(
    pages.filter(({ before, after }) => before !== after).map(({ path }) => relative(root, path)),
  ).toEqual([])
})

test('every PG that takes payments has a page, and a page names modules, credentials and what works', () => {
  const connected = gateways.filter((gateway) => 'begin' in gateway && 'approve' in gateway)

  for (const { id } of connected) {
    const page = pages.find(({ path }) => path.endsWith(`/${id}.md`))
    expect.soft(page?.before ?? '', id).toContain('<!-- naru:modules -->')
    expect.soft(page?.before ?? '', id).toContain('<!-- naru:credentials -->')
    expect.soft(page?.before ?? '', id).toContain('<!-- naru:operations -->')
  }
})

test('no page prints a credential of a shared test id', () => {
  const secrets = gateways
    .flatMap((gateway) => gateway.catalogue.modules)
    .flatMap((module) => module.sharedTestMids)
    .flatMap(({ mid, credentials }) => Object.values(credentials).filter((value) => value !== mid))
    .filter((value) => value.length > 8)
  const written = gateways.flatMap((gateway) => Object.values(partsOfPage).map((write) => write(gateway)))

  expect(secrets.length).toBeGreaterThan(20)
  expect(written.flatMap((part) => secrets.filter((secret) => part.includes(secret)))).toEqual([])
})

describe('filling a page', () => {
  const write = (name: string) => ({ modules: '| new |', empty: '' })[name]

  test('a marker alone gets its text and its end', () => {
    expect(fillPage('a\n<!-- naru:modules -->\nb\n', write)).toBe(
      'a\n<!-- naru:modules -->\n\n| new |\n\n<!-- /naru -->\nb\n',
    )
  })

  test('old text is replaced, what an author wrote around it stays, and a second time changes nothing', () => {
    const filled = fillPage('a\n<!-- naru:modules -->\n\n| old |\n\n<!-- /naru -->\n\nb', write)

    expect(filled).toBe('a\n<!-- naru:modules -->\n\n| new |\n\n<!-- /naru -->\n\nb')
    expect(fillPage(filled, write)).toBe(filled)
  })

  test('an unfilled marker before a filled one does not swallow what stands between them', () => {
    const page = '<!-- naru:modules -->\nmine\n<!-- naru:empty -->\n<!-- /naru -->'

    expect(fillPage(page, write)).toContain('\nmine\n<!-- naru:empty -->\n<!-- /naru -->')
  })

  test('a part that does not exist is refused with its line', () => {
    expect(() => fillPage('a\n<!-- naru:nothing -->', write)).toThrow(/2번째 줄/)
  })
})

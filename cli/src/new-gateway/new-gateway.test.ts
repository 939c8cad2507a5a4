import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newGateway } from './new-gateway.ts'

const project = fileURLToPath(new URL('../../../', import.meta.url))
let root: string

/** A copy of what the generator touches and its checks need; the installed packages are shared. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naru-new-gateway-'))
  const copied = [
    'tsconfig.base.json',
    'vitest.config.ts',
    'package.json',
    '.oxlintrc.json',
    '.prettierrc.json',
  ]
  await Promise.all([
    ...[...copied, 'docs/gateways'].map((path) =>
      cp(join(project, path), join(root, path), { recursive: true }),
    ),
    ...['gateways', 'simulators'].map((folder) =>
      cp(join(project, folder), join(root, folder), {
        recursive: true,
        filter: (path) => !/[\\/]dist$|tsbuildinfo$/.test(path),
      }),
    ),
    symlink(join(project, 'node_modules'), join(root, 'node_modules')),
  ])
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function lay(...words: string[]): Promise<string[]> {
  const written: string[] = []
  const terminal = { out: (text: string) => void written.push(text.trim()), note: () => undefined }
  expect(await newGateway(words, { terminal, root })).toBe(0)
  return written
}

/** Runs one of the project's tools in the copy; the output when it failed. */
async function run(tool: string, ...words: string[]): Promise<string> {
  return new Promise((resolve) => {
    const path = join(root, 'node_modules', tool)
    execFile(process.execPath, [path, ...words], { cwd: root }, (error, stdout, stderr) =>
      resolve(error === null ? '' : `${stdout}${stderr}`),
    )
  })
}

describe('a PG laid out by the generator', () => {
  test(
    'type-checks, lints, is formatted and passes its tests as it stands',
    { timeout: 120_000 },
    async () => {
      const written = [
        ...(await lay('blue-pay', '--name-ko', '블루페이', '--category', 'easy-pay')),
        ...(await lay('hyphen')),
      ]
      const sources = written.filter((path) => path.endsWith('.ts'))

      expect(written).toContain('gateways/src/blue-pay/connector.ts')
      expect(written).toContain('docs/gateways/blue-pay.md')
      expect(await run('typescript/bin/tsc', '-b', 'gateways', 'simulators')).toBe('')
      expect(
        await run(
          'oxlint/bin/oxlint',
          '--type-aware',
          '--deny-warnings',
          ...sources.filter((path) => /\/(blue-pay|hyphen)\//.test(path)),
        ),
      ).toBe('')
      expect(await run('prettier/bin/prettier.cjs', '--check', ...sources)).toBe('')
      expect(
        await run(
          'vitest/vitest.mjs',
          'run',
          '--project=unit',
          'gateways/src/blue-pay',
          'gateways/src/catalogue.test.ts',
          'gateways/src/registry.test.ts',
          'simulators/src/blue-pay',
          'gateways/src/hyphen',
          'simulators/src/hyphen',
        ),
      ).toBe('')
    },
  )

  test('a second time is refused and writes nothing over', async () => {
    await expect(lay('blue-pay')).rejects.toThrow('has a connector already')
  })

  test('a PG of which only the catalogue is there keeps it, and its place in the list', async () => {
    const registry = await readFile(join(root, 'gateways/src/registry.ts'), 'utf8')
    const path = 'gateways/src/hyphen/catalogue.ts'

    expect(await readFile(join(root, path), 'utf8')).toBe(await readFile(join(project, path), 'utf8'))
    expect(registry).toContain("import { hyphen } from './hyphen/connector.ts'\n")
    expect(registry).toMatch(/payco.*,\n {2}hyphen,\n/)
    expect(registry).not.toContain('hyphen/catalogue.ts')
  })

  test('such a PG is called in every file as its catalogue calls it, and its key is the one that the form asks for', async () => {
    const read = (path: string) => readFile(join(root, path), 'utf8')

    expect(await read('docs/gateways/hyphen.md')).toContain('# 하이픈\n')
    expect(await read('simulators/src/hyphen/simulator.ts')).toContain("nameKo: '하이픈'")
    expect(await read('gateways/src/hyphen/api.ts')).toContain("context.credentials['encryptionKey']")
    expect(await read('simulators/src/hyphen/books.ts')).toContain("credentials['encryptionKey'] === key")
  })
})

test.each(['Blue', 'blue_pay', '../etc', 'blue--pay', '1pay', ''])(
  'the id %j is refused with a sentence before anything is written',
  async (id) => {
    await expect(lay(id)).rejects.toThrow('소문자')
  },
)

test('a name that would end the source text is refused', async () => {
  await expect(lay('green-pay', '--name-ko', "it's")).rejects.toThrow('따옴표')
})

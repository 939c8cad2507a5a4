import { ToldError } from '../told-error.ts'
import type { GatewayNames } from './gateway-names.ts'

/** A source file with the new PG written in; undefined where the PG stands there already. */
export type Registration = (source: string, names: GatewayNames) => string | undefined

/** The three places that list PGs, by their path below the project. */
export const registrations: Readonly<Record<string, Registration>> = {
  'gateways/src/registry.ts': registerGateway,
  'gateways/src/catalogue-index.ts': indexCatalogue,
  'simulators/src/index.ts': registerSimulator,
}

/** A PG of which only the catalogue was there keeps its place in the list and gets its connector. */
function registerGateway(source: string, names: GatewayNames): string | undefined {
  const { id, camel } = names
  if (source.includes(`from './${id}/connector.ts'`)) return undefined
  const only = new RegExp(`import \\{ catalogue as (\\w+) \\} from '\\./${id}/catalogue\\.ts'\\n`).exec(
    source,
  )
  const alias = only?.[1]
  if (only === null || alias === undefined)
    return before(
      withImport(source, `import { ${camel} } from './${id}/connector.ts'\n`),
      '  naruTest,\n',
      `  ${camel},\n`,
    )
  const line = `  catalogueOnly(${alias}),\n`
  if (!source.includes(line))
    throw new ToldError(
      `registry.ts에서 ${id}를 등록한 줄을 찾지 못했습니다. 커넥터를 손으로 등록하세요.`,
      `registry.ts registers ${id} in a way of its own: put its connector there by hand.`,
    )
  return withImport(
    source.replace(only[0], '').replace(line, `  ${camel},\n`),
    `import { ${camel} } from './${id}/connector.ts'\n`,
  )
}

function indexCatalogue(source: string, { id, moduleCode }: GatewayNames): string | undefined {
  const key = /^[a-z0-9]+$/.test(id) ? id : `'${id}'`
  if (source.includes(`\n  ${key}: {`)) return undefined
  return before(
    source,
    "  'naru-test': {\n",
    `  ${key}: {\n    ${moduleCode}: { versions: ['V2'], forms: [['mid', 'secretKey']] },\n  },\n`,
  )
}

function registerSimulator(source: string, { id, camel }: GatewayNames): string | undefined {
  if (source.includes(`from './${id}/simulator.ts'`)) return undefined
  return before(
    withImport(source, `import { ${camel}Simulator } from './${id}/simulator.ts'\n`),
    "    naruTestSimulator(surroundings('naru-test')),\n",
    `    ${camel}Simulator(surroundings('${id}')),\n`,
  )
}

/** Imports stand in the order of their paths. */
function withImport(source: string, line: string): string {
  const imports = [...source.matchAll(/^import .*? from '(\.\/[^']+)'\n/gm)]
  const path = pathOf(line)
  const next = imports.find((each) => (each[1] ?? '') > path)
  const last = imports.at(-1)
  if (last === undefined) return line + source
  const at = next === undefined ? last.index + last[0].length : next.index
  return source.slice(0, at) + line + source.slice(at)
}

function pathOf(line: string): string {
  return / from '([^']+)'/.exec(line)?.[1] ?? ''
}

function before(source: string, line: string, added: string): string {
  const at = source.indexOf(line)
  if (at < 0)
    throw new ToldError(
      `등록할 자리를 찾지 못했습니다: ${line.trim()}`,
      `There is no place to register it: ${line.trim()} is missing.`,
    )
  return source.slice(0, at) + added + source.slice(at)
}

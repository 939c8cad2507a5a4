import type { GatewayCatalogue } from '@naru/gateways'
import { ToldError } from '../told-error.ts'

/** A new PG's names in every spelling that the code uses. */
export interface GatewayNames {
  /** Folder, gateway id and first part of the simulator's address: `blue-pay`. */
  readonly id: string
  /** Constant in code: `bluePay`. */
  readonly camel: string
  /** Types in code: `BluePay`. */
  readonly pascal: string
  /** Code of the first module, V1's `pg`: `blue_pay`. */
  readonly moduleCode: string
  /** V2's `PgProvider`: `BLUE_PAY`. */
  readonly pgProvider: string
  readonly nameKo: string
  readonly nameEn: string
  readonly category: '결제대행사' | '간편결제 직연동' | '해외 결제대행사'
  /** Field of the channel form that holds the key: `secretKey`. */
  readonly keyField: string
  /** The merchant id that the simulator knows from the start, and its key. */
  readonly testMid: string
  readonly testKey: string
}

const categories = { pg: '결제대행사', 'easy-pay': '간편결제 직연동', overseas: '해외 결제대행사' } as const

/** What the generated files call the PG; where its catalogue is there already, everything that it says goes before. */
export function gatewayNames(
  id: string,
  options: { readonly nameKo?: string; readonly nameEn?: string; readonly category?: string },
  catalogueOf: (id: string) => GatewayCatalogue | undefined = () => undefined,
): GatewayNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40)
    throw new ToldError(
      'PG id는 영문 소문자로 시작하는 소문자, 숫자, 붙임표(-) 40자 이내여야 합니다. 예: blue-pay',
      'The id has at most 40 small letters, digits and hyphens and begins with a letter, such as blue-pay.',
    )
  const words = id.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  const pascal = words.join('')
  const catalogue = catalogueOf(id)
  const module = catalogue?.modules[0]
  const moduleCode = module?.code ?? id.replaceAll('-', '_')
  const field = module?.credentialSets[0]?.fields.find(
    ({ secret, type, required }) => secret && type !== 'file' && required === 'always',
  )
  const keyField = field?.key ?? 'secretKey'
  const shared = module?.sharedTestMids[0]
  const testMid = shared?.mid ?? `${moduleCode}_test`
  return {
    id,
    pascal,
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    moduleCode,
    pgProvider: module?.pgProvider ?? moduleCode.toUpperCase(),
    nameKo: quotable(catalogue?.nameKo ?? options.nameKo ?? words.join(' ')),
    nameEn: quotable(catalogue?.nameEn ?? options.nameEn ?? words.join(' ')),
    category: catalogue?.category ?? categoryOf(options.category ?? 'pg'),
    keyField,
    testMid,
    testKey: shared?.credentials[keyField] ?? `simulator-${testMid}`,
  }
}

function categoryOf(given: string): GatewayNames['category'] {
  const found = Object.entries(categories).find(([name]) => name === given)?.[1]
  if (found !== undefined) return found
  throw new ToldError(
    '--category는 pg, easy-pay, overseas 가운데 하나입니다.',
    '--category is one of pg, easy-pay and overseas.',
  )
}

/** A name goes into source text between single quotes. */
function quotable(name: string): string {
  if (/^[^'\\\p{Cc}`$]{1,60}$/u.test(name)) return name
  throw new ToldError(
    '이름은 60자 이내여야 하며 따옴표, 역슬래시, 달러 표시를 쓸 수 없습니다.',
    'A name has at most 60 characters, without quotes, backslashes and dollar signs.',
  )
}

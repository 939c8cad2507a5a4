import type { CreateChannelBody, UpdateChannelBody } from '../wire/console.ts'
import type { FieldProblem } from './channel-form.ts'

export type ParsedBody<Body> =
  | { readonly ok: true; readonly value: Body }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

const namePattern = /^[0-9A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ _-]{1,64}$/
const modes = ['LIVE', 'TEST'] as const
const attributes = ['PAYMENT', 'IDENTITY_VERIFICATION'] as const
const taxTypes = ['UNSET', 'TAXABLE', 'TAX_FREE'] as const

/** Reads `CreateChannelBody`; nothing past this point is `unknown`. Whether PG, module and credentials fit is the use case's matter. */
export function parseCreateBody(body: unknown): ParsedBody<CreateChannelBody> {
  const given = readRecord(body)
  const mode = oneOf(modes, given['mode'])
  const attribute = oneOf(attributes, given['attribute'] ?? 'PAYMENT')
  const common = parseCommon(given)
  const pg = readText(given['pg'])
  const module = readText(given['module'])
  const sharedTestMid = readText(given['sharedTestMid'])
  if (mode === undefined || attribute === undefined || !common.ok || pg === '' || module === '') {
    return {
      ok: false,
      problems: [
        ...(mode === undefined ? [choice('mode', '연동 모드', 'the mode')] : []),
        ...(pg === '' ? [choice('pg', '결제대행사', 'the PG')] : []),
        ...(module === '' ? [choice('module', '결제 모듈', 'the module')] : []),
        ...(attribute === undefined ? [choice('attribute', '채널 속성', 'the channel attribute')] : []),
        ...(common.ok ? [] : common.problems),
      ],
    }
  }
  return {
    ok: true,
    value: {
      ...common.value,
      mode,
      attribute,
      pg,
      module,
      ...(sharedTestMid === '' ? {} : { sharedTestMid }),
    },
  }
}

/** Reads `UpdateChannelBody`. */
export function parseUpdateBody(body: unknown): ParsedBody<UpdateChannelBody> {
  const given = readRecord(body)
  const common = parseCommon(given)
  const rowVersion = given['rowVersion']
  if (
    !common.ok ||
    typeof rowVersion !== 'number' ||
    !Number.isInteger(rowVersion) ||
    rowVersion > 2 ** 31 - 1
  ) {
    return {
      ok: false,
      problems: common.ok
        ? [{ field: 'rowVersion', ko: '화면을 새로고침해 주세요.', en: 'Please reload the page.' }]
        : common.problems,
    }
  }
  return { ok: true, value: { ...common.value, clear: readKeys(given['clear']), rowVersion } }
}

function parseCommon(
  given: Readonly<Record<string, unknown>>,
): ParsedBody<Omit<UpdateChannelBody, 'rowVersion' | 'clear'>> {
  const name = readText(given['name'])
  const taxType = oneOf(taxTypes, given['taxType'] ?? 'UNSET')
  const manualConfirm = given['manualConfirm'] ?? false
  const fileNames = readTexts(given['fileNames'])
  const credentials = Object.entries(readRecord(given['credentials'] ?? {}))
  const texts = credentials.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const wrong = credentials.filter(([, value]) => typeof value !== 'string' && value !== null)
  const isNameGood = namePattern.test(name)
  if (!isNameGood || taxType === undefined || typeof manualConfirm !== 'boolean' || wrong.length > 0) {
    return {
      ok: false,
      problems: [
        ...(isNameGood
          ? []
          : [
              {
                field: 'name',
                ko: '채널 이름은 1~64자의 한글, 영문, 숫자, 공백, _, -만 쓸 수 있습니다.',
                en: 'A channel name has 1 to 64 letters, digits, spaces, underscores or hyphens.',
              },
            ]),
        ...(taxType === undefined ? [choice('taxType', '과세구분', 'the tax type')] : []),
        ...(typeof manualConfirm === 'boolean'
          ? []
          : [choice('manualConfirm', '수동 승인', 'manual confirmation')]),
        ...wrong.map(([key]) => ({
          field: `credentials.${key}`,
          ko: '문자열로 입력해 주세요.',
          en: 'Enter text.',
        })),
      ],
    }
  }
  return {
    ok: true,
    value: { name, taxType, manualConfirm, credentials: Object.fromEntries(texts), fileNames },
  }
}

function choice(field: string, ko: string, en: string): FieldProblem {
  return { field, ko: `${ko}을(를) 선택해 주세요.`, en: `Choose ${en}.` }
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function readKeys(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : []
}

/** The texts among the members; file names only help, so others are ignored. */
function readTexts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readRecord(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 255,
    ),
  )
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function oneOf<const Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((candidate) => candidate === value)
}

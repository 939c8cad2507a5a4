import type { ParsedBody } from '../channel/channel-body.ts'
import type { FieldProblem } from '../channel/channel-form.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import type { CreateChannelGroupBody } from '../wire/console-channel-group.ts'
import type { GroupEntry } from './channel-group.ts'
import { checkDivision } from './group-rules.ts'

const nameLengthMax = 64
/** More than any honest form sends; the rule about ten entries is told for fewer. */
const entriesReadMax = 200
const rowVersionMax = 2 ** 31 - 1
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

export interface UpdateGroupRequest {
  readonly name: string
  readonly entries: readonly GroupEntry[]
  readonly failsOver: boolean | undefined
  readonly rowVersion: number
  readonly currentSessionId: string
  readonly beginAt: Date | undefined
}

/** Reads `CreateChannelGroupBody`; nothing past this point is `unknown`. Whether the channels fit is the use case's matter. */
export function parseCreateBody(body: unknown): ParsedBody<CreateChannelGroupBody> {
  const given = readRecord(body)
  const mode = (['LIVE', 'TEST'] as const).find((one) => one === given['mode'])
  const common = parseCommon(given)
  if (mode !== undefined && common.ok)
    return { ok: true, value: { mode, ...common.value, failsOver: readFlag(given['failsOver']) === true } }
  return {
    ok: false,
    problems: [
      ...(mode === undefined
        ? [{ field: 'mode', ko: '연동 모드를 선택해 주세요.', en: 'Choose the mode.' }]
        : []),
      ...(common.ok ? [] : common.problems),
    ],
  }
}

/** Reads `UpdateChannelGroupBody`. */
export function parseUpdateBody(body: unknown): ParsedBody<UpdateGroupRequest> {
  const given = readRecord(body)
  const common = parseCommon(given)
  const rowVersion = given['rowVersion']
  const currentSessionId = given['currentSessionId']
  const beginAt = readInstant(given['beginAt'] ?? undefined)
  const isVersioned =
    typeof rowVersion === 'number' &&
    Number.isInteger(rowVersion) &&
    rowVersion >= 0 &&
    rowVersion <= rowVersionMax &&
    typeof currentSessionId === 'string'
  if (common.ok && isVersioned && beginAt !== 'wrong')
    return {
      ok: true,
      value: {
        ...common.value,
        failsOver: readFlag(given['failsOver']),
        rowVersion,
        currentSessionId,
        beginAt,
      },
    }
  return {
    ok: false,
    problems: [
      ...(common.ok ? [] : common.problems),
      ...(beginAt === 'wrong'
        ? [{ field: 'beginAt', ko: '예약 시간을 선택해 주세요.', en: 'Choose the time of the change.' }]
        : []),
      ...(isVersioned
        ? []
        : [{ field: 'rowVersion', ko: '화면을 새로고침해 주세요.', en: 'Please reload the page.' }]),
    ],
  }
}

function parseCommon(
  given: Readonly<Record<string, unknown>>,
): ParsedBody<Pick<CreateChannelGroupBody, 'name' | 'entries'>> {
  const name = typeof given['name'] === 'string' ? given['name'].trim() : ''
  const list: readonly unknown[] = Array.isArray(given['entries']) ? given['entries'] : []
  const entries = list.slice(0, entriesReadMax).map(readEntry)
  const problems: FieldProblem[] = [...checkName(name), ...checkDivision(entries)]
  return problems.length === 0 ? { ok: true, value: { name, entries } } : { ok: false, problems }
}

function readFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function checkName(name: string): FieldProblem[] {
  if (name === '')
    return [{ field: 'name', ko: '그룹 이름을 입력해 주세요.', en: 'Enter the name of the group.' }]
  if (Array.from(name).length > nameLengthMax || findUnstorable(name) !== undefined || hasControls(name))
    return [
      {
        field: 'name',
        ko: `그룹 이름은 ${nameLengthMax}자까지, 제어 문자 없이 입력해 주세요.`,
        en: `A name has at most ${nameLengthMax} characters and no control characters.`,
      },
    ]
  return []
}

/** A weight that is no number becomes NaN, which the rules refuse under its own field. */
function readEntry(value: unknown): GroupEntry {
  const { channelKey, weight, enabled } = readRecord(value)
  return {
    channelKey: typeof channelKey === 'string' ? channelKey : '',
    weight: typeof weight === 'number' ? weight : Number.NaN,
    enabled: enabled === true,
  }
}

function readInstant(value: unknown): Date | undefined | 'wrong' {
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !instantShape.test(value)) return 'wrong'
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? 'wrong' : at
}

function hasControls(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\u007f')
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

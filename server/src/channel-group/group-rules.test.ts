import { gateways } from '@naru/gateways'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupEntry } from './channel-group.ts'
import { parseCreateBody, parseUpdateBody } from './group-body.ts'
import { checkBeginning, checkDivision, obstacleOf } from './group-rules.ts'

const divide = (...weights: readonly number[]): GroupEntry[] =>
  weights.map((weight, index) => ({ channelKey: `channel-${index}`, weight, enabled: true }))
const fieldsOf = (problems: readonly { readonly field: string }[]) => problems.map(({ field }) => field)
const now = new Date('2026-01-05T03:20:00Z')

test.each([[[100]], [[70, 30]], [[100, 0]], [[10, 10, 10, 10, 10, 10, 10, 10, 10, 10]]])(
  'weights %j are a division',
  (weights) => {
    expect(checkDivision(divide(...weights))).toEqual([])
  },
)

test.each([
  ['none', [], ['entries']],
  ['eleven', divide(...Array.from({ length: 10 }, () => 9), 10), ['entries']],
  ['a sum of 99', divide(70, 29), ['entries']],
  ['a sum of 101', divide(70, 31), ['entries']],
  ['halves', divide(99.5, 0.5), ['entries.0.weight', 'entries.1.weight']],
  ['a negative weight', divide(110, -10), ['entries.0.weight', 'entries.1.weight']],
  ['no number', divide(Number.NaN, 100), ['entries.0.weight']],
  ['the same channel twice', [...divide(50), ...divide(50)], ['entries.1.channelKey']],
  ['all disabled', divide(70, 30).map((entry) => ({ ...entry, enabled: false })), ['entries']],
  [
    'only weight 0 enabled',
    divide(100, 0).map((entry) => ({ ...entry, enabled: entry.weight === 0 })),
    ['entries'],
  ],
])('%s is refused, under its field', (_name, entries, fields) => {
  expect(fieldsOf(checkDivision(entries))).toEqual(fields)
})

test('a disabled entry counts towards the 100', () => {
  const [first, second] = divide(70, 30)
  if (first === undefined || second === undefined) throw new Error('two entries')

  expect(checkDivision([first, { ...second, enabled: false }])).toEqual([])
  expect(fieldsOf(checkDivision([first, { ...second, weight: 0, enabled: false }]))).toEqual(['entries'])
})

test('whatever passes sums to exactly 100 and leaves something to choose', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -5, max: 105 }), fc.boolean()), { maxLength: 12 }),
      (pairs) => {
        const entries = pairs.map(([weight, enabled], index) => ({
          channelKey: `c${index}`,
          weight,
          enabled,
        }))
        if (checkDivision(entries).length > 0) return
        expect(entries.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
        expect(entries.some(({ weight, enabled }) => enabled && weight > 0)).toBe(true)
        expect(entries.length).toBeLessThanOrEqual(10)
      },
    ),
  )
})

const channel = (pg: string, moduleCode: string) =>
  ({ mode: 'TEST', pg, moduleCode, attribute: 'PAYMENT' }) as const

test('channels of routable PGs may stand in a group of their own mode', () => {
  expect(obstacleOf(gateways, channel('tosspayments', 'tosspayments'), 'TEST')).toBeUndefined()
  expect(obstacleOf(gateways, channel('inicis', 'inicis_v2'), 'TEST')).toBeUndefined()
})

test.each([
  ['of the other mode', channel('tosspayments', 'tosspayments'), 'LIVE', '연동 모드'],
  ['of a directly contracted wallet', channel('kakaopay', 'kakaopay'), 'TEST', '간편결제 직연동'],
  ['of a module without smart routing', channel('tosspayments', 'toss_brandpay'), 'TEST', '지원하지 않는'],
  ['of a module that is not known', channel('nowhere', 'nothing'), 'TEST', '지원하지 않는'],
  [
    'for identity verification',
    { ...channel('inicis', 'inicis_unified'), attribute: 'IDENTITY_VERIFICATION' },
    'TEST',
    '결제 채널만',
  ],
] as const)('a channel %s may not', (_name, candidate, mode, words) => {
  expect(obstacleOf(gateways, candidate, mode)?.ko).toContain(words)
})

test('a change is scheduled on a whole hour that lies in the future', () => {
  expect(checkBeginning(new Date('2026-01-05T04:00:00Z'), now)).toEqual([])
  expect(fieldsOf(checkBeginning(new Date('2026-01-05T04:30:00Z'), now))).toEqual(['beginAt'])
  expect(fieldsOf(checkBeginning(new Date('2026-01-05T04:00:00.001Z'), now))).toEqual(['beginAt'])
  expect(fieldsOf(checkBeginning(new Date('2026-01-05T03:00:00Z'), now))).toEqual(['beginAt'])
  expect(
    fieldsOf(checkBeginning(new Date('2026-01-05T04:00:00Z'), new Date('2026-01-05T04:00:00Z'))),
  ).toEqual(['beginAt'])
})

test.each([
  [undefined, ['mode', 'name', 'entries']],
  [{ mode: 'TEST', name: ' ', entries: divide(100) }, ['name']],
  [{ mode: 'TEST', name: '가'.repeat(65), entries: divide(100) }, ['name']],
  [{ mode: 'TEST', name: 'a\u0000b', entries: divide(100) }, ['name']],
  [{ mode: 'BOTH', name: '기본', entries: divide(100) }, ['mode']],
  [
    { mode: 'TEST', name: '기본', entries: [{ channelKey: 'a', weight: '100', enabled: true }] },
    ['entries.0.weight'],
  ],
  [{ mode: 'TEST', name: '기본', entries: 'all' }, ['entries']],
])('a new group %j is refused under %j', (body, fields) => {
  const parsed = parseCreateBody(body)

  expect(parsed.ok ? [] : fieldsOf(parsed.problems)).toEqual(fields)
})

test.each([['2026-13-45T00:00:00Z'], ['tomorrow'], [17], ['2026-01-05']])(
  'a beginning %j is refused, not taken for now',
  (beginAt) => {
    const parsed = parseUpdateBody({
      name: '기본',
      entries: divide(100),
      rowVersion: 1,
      currentSessionId: 's',
      beginAt,
    })

    expect(parsed.ok ? [] : fieldsOf(parsed.problems)).toEqual(['beginAt'])
  },
)

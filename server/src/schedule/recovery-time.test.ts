import { expect, test } from 'vitest'
import { nextRecovery, recoverySpan } from './recovery-time.ts'

// Seoul is nine hours ahead: 2026-03-10 in Seoul begins at 15:00 UTC of the 9th.
test.each([
  { at: '2026-03-09T15:00:00Z', hour: 1, next: '2026-03-09T16:00:00.000Z' },
  { at: '2026-03-09T15:59:59Z', hour: 1, next: '2026-03-09T16:00:00.000Z' },
  { at: '2026-03-09T16:00:00Z', hour: 1, next: '2026-03-10T16:00:00.000Z' },
  { at: '2026-03-10T14:30:00Z', hour: 23, next: '2026-03-11T14:00:00.000Z' },
  { at: '2026-12-31T14:59:00Z', hour: 23, next: '2027-01-01T14:00:00.000Z' },
])('after $at, hour $hour comes at $next', ({ at, hour, next }) => {
  expect(nextRecovery(hour, new Date(at)).toISOString()).toBe(next)
})

test('a run looks at the Seoul day before, and no charge of today', () => {
  const at = new Date('2026-03-10T01:00:00Z')
  expect(recoverySpan(at, at)).toEqual({
    from: new Date('2026-03-08T15:00:00Z'),
    until: new Date('2026-03-09T15:00:00Z'),
  })
})

test('a run that comes days late looks at the days between as well', () => {
  expect(recoverySpan(new Date('2026-03-10T01:00:00Z'), new Date('2026-03-13T05:00:00Z'))).toEqual({
    from: new Date('2026-03-08T15:00:00Z'),
    until: new Date('2026-03-12T15:00:00Z'),
  })
})

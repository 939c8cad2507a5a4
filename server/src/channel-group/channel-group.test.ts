import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liveSessions, placeSessions, type GroupSession } from './channel-group.ts'

const hourMs = 3_600_000
const at = (hours: number) => new Date(Date.UTC(2026, 0, 5) + hours * hourMs)

function session(sessionId: string, begins: number, cancelled?: number): GroupSession {
  return {
    sessionId,
    entries: [],
    beginAt: at(begins),
    createdAt: at(Math.min(begins, 0)),
    createdBy: 'dev@shop.example',
    cancelledAt: cancelled === undefined ? null : at(cancelled),
    cancelledBy: cancelled === undefined ? null : 'dev@shop.example',
  }
}

/** A group's past and future: the first session began, others follow in any order, some withdrawn before they began. */
const histories = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean()), { maxLength: 8 })
  .map((others) => [
    session('0', 0),
    ...others.map(([begins, isCancelled], index) =>
      session(String(index + 1), begins, isCancelled ? begins - 1 : undefined),
    ),
  ])

test('a scheduled session is current from its very hour on, and not a millisecond before', () => {
  const sessions = [session('1', 0), session('2', 10)]
  const before = new Date(at(10).getTime() - 1)

  expect(liveSessions(sessions, before)).toMatchObject({
    current: { sessionId: '1' },
    scheduled: { sessionId: '2' },
  })
  expect(liveSessions(sessions, at(10))).toMatchObject({ current: { sessionId: '2' }, scheduled: undefined })
})

test('what was over ended when the next one began, and what was withdrawn never counted', () => {
  const placed = placeSessions([session('1', 0), session('2', 5, 3), session('3', 8)], at(9))

  expect(placed.map(({ sessionId, status, endedAt }) => [sessionId, status, endedAt])).toEqual([
    ['3', 'CURRENT', undefined],
    ['2', 'CANCELLED', undefined],
    ['1', 'ENDED', at(8)],
  ])
})

test('of two sessions with the same beginning the later written one counts', () => {
  expect(liveSessions([session('2', 4), session('1', 4)], at(4)).current?.sessionId).toBe('2')
})

test('a replica whose clock is behind still finds the first session of a new group', () => {
  expect(liveSessions([session('1', 1)], at(0)).current?.sessionId).toBe('1')
})

test('at every moment exactly one session counts, whatever was scheduled and withdrawn', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 50 }), (sessions, now) => {
      const current = placeSessions(sessions, at(now)).filter(({ status }) => status === 'CURRENT')
      expect(current).toHaveLength(1)
    }),
  )
})

test('the history told later agrees with what counted at the time', () => {
  fc.assert(
    fc.property(
      histories,
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 50 }),
      (sessions, then, more) => {
        const counted = liveSessions(sessions, at(then)).current
        const told = placeSessions(sessions, at(then + more)).find(
          ({ status, beginAt, endedAt }) =>
            (status === 'CURRENT' || status === 'ENDED') &&
            beginAt <= at(then) &&
            (endedAt === undefined || endedAt > at(then)),
        )
        expect(told?.sessionId).toBe(counted?.sessionId)
      },
    ),
  )
})

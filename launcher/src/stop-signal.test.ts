import { expect, test } from 'vitest'
import { createStopRequest } from './stop-signal.ts'

function pressAt(...timesMs: number[]): string[] {
  const done: string[] = []
  let nowMs = 0
  const request = createStopRequest(
    { stop: () => done.push('stop'), force: () => done.push('force') },
    () => nowMs,
  )
  for (const timeMs of timesMs) {
    nowMs = timeMs
    request()
  }
  return done
}

test('one key press that npm passes on as well stops gently', () => {
  expect(pressAt(0, 3)).toEqual(['stop'])
})

test('a second key press does not wait for anybody', () => {
  expect(pressAt(0, 2_000)).toEqual(['stop', 'force'])
})

import { expect, test } from 'vitest'
import { isPostmasterAlive, parsePostmasterFile } from './postmaster-file.ts'

test('process and port are read from what the server wrote', () => {
  const text = '4711\n/data\n1764086400\n63307\n\n127.0.0.1\n  5432001    65536\nready   \n'

  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 63_307 })
})

test.each(['', '4711\n/data\n', 'x\n\n\n5432\n', '-4711\n/data\n1\n5432\n'])(
  'a half-written file (%j) names no server',
  (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined()
  },
)

test.runIf(process.platform === 'linux')('a later owner of the process number is not the server', () => {
  expect(isPostmasterAlive(process.ppid)).toBe(false)
})

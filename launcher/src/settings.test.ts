import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LaunchError } from './launch-error.ts'
import { facesOf, portOf, projectRoot, readSettings } from './settings.ts'

test('without any choice Naru runs for development on 4000 with its data in the project folder', () => {
  expect(readSettings({})).toMatchObject({
    mode: 'development',
    portBase: 4000,
    dataDir: join(projectRoot, '.naru'),
    databaseUrl: undefined,
  })
})

test('the six faces follow each other from the port base', () => {
  expect(facesOf('development').map((face) => portOf(face, 4720))).toEqual([
    4720, 4721, 4722, 4723, 4724, 4725,
  ])
})

test('production has neither simulators nor shop', () => {
  expect(facesOf('production')).toEqual(['console', 'v1', 'v2', 'checkout'])
})

test.each(['abc', '', '0', '65501', '40.5', '-1', ' 4000'])(
  'a port base of "%s" is refused in Korean and English',
  (text) => {
    const read = () => readSettings({ NARU_PORT_BASE: text })

    expect(read).toThrow(LaunchError)
    expect(read).toThrow(/NARU_PORT_BASE는[^]*NARU_PORT_BASE must/)
  },
)

test('a misspelt mode never becomes development by accident', () => {
  expect(() => readSettings({ NARU_MODE: 'Production' })).toThrow(
    /NARU_MODE must be development or production/,
  )
})

test('an empty DATABASE_URL is none', () => {
  expect(readSettings({ DATABASE_URL: '' }).databaseUrl).toBeUndefined()
})

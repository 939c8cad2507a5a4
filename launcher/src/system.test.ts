import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { childEnvironment } from './system.ts'

test('simulators and shop are not told where the database is', () => {
  const settings = readSettings({ DATABASE_URL: 'postgres://naru:canary@db/naru', PATH: '/bin' })

  expect(JSON.stringify(childEnvironment(settings))).not.toContain('canary')
  expect(childEnvironment(settings)).toMatchObject({ PATH: '/bin', NARU_MODE: 'development' })
})

test('a production server never hears of simulators', () => {
  const settings = readSettings({ NARU_MODE: 'production', NARU_SIMULATOR_ORIGIN: 'http://127.0.0.1:1' })

  expect(childEnvironment(settings)).not.toHaveProperty('NARU_SIMULATOR_ORIGIN')
})

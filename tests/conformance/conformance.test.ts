import { gateways } from '@naru/gateways'
import { bench, type Bench } from '@naru/simulators/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredCells } from './declared.ts'
import { matrixJson } from './matrix.ts'
import { problemsOf, tellCell } from './run.ts'

// One list of stories over every connector and every capability that its catalogue declares.
const cells = declaredCells(gateways)
let simulators: Bench
beforeAll(async () => {
  simulators = await bench()
})
afterAll(() => simulators?.running.close())

const modules = [...new Set(cells.map(({ module }) => module.code))]

describe.each(modules)('%s keeps what its catalogue promises', (code) => {
  const own = cells.filter(({ module }) => module.code === code)
  test.each(own.map((cell) => [cell.capability, cell] as const))(
    '%s',
    async (_capability, cell) => {
      expect(problemsOf(await tellCell(cell, simulators))).toEqual([])
    },
    60_000,
  )
})

test('a capability that the catalogue declares and no story is about is a problem', () => {
  const [cell] = cells
  if (cell === undefined) throw new Error('no cell')
  expect(problemsOf({ declared: cell, stories: [] })).toHaveLength(1)
  const reason = { name: 'approve', outcome: 'notApplicable', reason: 'no' } as const
  expect(problemsOf({ declared: cell, stories: [reason] })).toHaveLength(1)
  expect(problemsOf({ declared: cell, stories: [{ name: 'approve', outcome: 'passed' }] })).toEqual([])
})

test('programs get exactly the cells', () => {
  const [cell] = cells
  if (cell === undefined) throw new Error('no cell')
  const stories = [{ name: 'approve', outcome: 'failed', reason: 'said elsewhere' }] as const
  expect(JSON.parse(matrixJson([{ declared: cell, stories }]))).toEqual({
    cells: [
      {
        pg: cell.gateway.id,
        module: cell.module.code,
        capability: cell.capability,
        evidence: cell.evidence,
        simulatorOnly: cell.simulatorOnly,
        stories: [{ name: 'approve', outcome: 'failed' }],
      },
    ],
  })
})

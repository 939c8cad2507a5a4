/**
 * The conformance suite as a program: every story over every connector and capability of the catalogue.
 * `--json` for programs, `--why` also tells why stories are not applicable; other words narrow it to those PGs.
 */
import { gateways } from '@naru/gateways'
import { bench } from '@naru/simulators/testing'
import { declaredCells } from './declared.ts'
import { matrixJson, matrixTable } from './matrix.ts'
import { problemsOf, tellCell, type ToldCell } from './run.ts'

const words = process.argv.slice(2)
const wanted = words.filter((word) => !word.startsWith('-'))
const cells = declaredCells(gateways).filter(
  ({ gateway }) => wanted.length === 0 || wanted.includes(gateway.id),
)
const simulators = await bench()
const told: ToldCell[] = []
for (const cell of cells) told.push(await tellCell(cell, simulators))
await simulators.running.close()

process.stdout.write(
  words.includes('--json')
    ? `${matrixJson(told)}\n`
    : matrixTable(told, { reasons: words.includes('--why') }),
)
process.exitCode = told.every((cell) => problemsOf(cell).length === 0) ? 0 : 1

import { operations } from '@naru/server/rest-v2/operations'
import { reasonFor } from './not-produced.ts'
import type { Seen } from './recorder.ts'

/** One operation as the contract tests met it. */
export interface CountedOperation {
  readonly method: string
  readonly path: string
  /** It answered with 200, in the declared form. */
  readonly happy: boolean
  readonly errorsProduced: readonly string[]
  readonly errorsDeclared: readonly string[]
  /** Why a declared error, or the happy answer (`200`), cannot be produced truthfully; by type. */
  readonly reasons: Readonly<Record<string, string>>
  readonly priority: 'P1' | 'P2' | 'P3' | 'P4'
}

/** Every operation of the table with what was seen of it. */
export function countContract(seen: readonly Seen[]): CountedOperation[] {
  return operations.map((operation) => {
    const { method, path, errors, priority } = operation
    const own = seen.filter((one) => one.method === method && one.path === path)
    const happy = own.some(({ type }) => type === undefined)
    const errorsProduced = errors.filter((type) => own.some((one) => one.type === type))
    const absent = [...(happy ? [] : ['200']), ...errors.filter((type) => !errorsProduced.includes(type))]
    const explained = absent.flatMap((type) => {
      const reason = reasonFor(operation, type)
      return reason === undefined ? [] : [[type, reason] as const]
    })
    return {
      method,
      path,
      priority,
      happy,
      errorsProduced,
      errorsDeclared: errors,
      reasons: Object.fromEntries(explained),
    }
  })
}

/** What is neither produced nor explained: a hole in the tests, or in the product. */
export function unexplained(counted: readonly CountedOperation[]): readonly string[] {
  return counted.flatMap(({ method, path, happy, errorsProduced, errorsDeclared, reasons }) =>
    [...(happy ? [] : ['200']), ...errorsDeclared.filter((type) => !errorsProduced.includes(type))]
      .filter((type) => reasons[type] === undefined)
      .map((type) => `${method} ${path}: ${type}`),
  )
}

/** The same for people; the last line counts. */
export function contractTable(counted: readonly CountedOperation[]): string {
  const lines = counted.map(({ method, path, happy, errorsProduced, errorsDeclared, reasons }) => {
    const missing = errorsDeclared.filter((type) => !errorsProduced.includes(type))
    const errors = `${errorsProduced.length}/${errorsDeclared.length}`.padStart(5)
    const notes = Object.entries(reasons).map(([type, reason]) => `\n             ${type}: ${reason}`)
    const head = `${happy ? '200' : '  –'} ${errors}  ${method.padEnd(6)} ${path}`
    const open = missing.filter((type) => reasons[type] === undefined)
    return `${head}${open.length === 0 ? '' : `  – ${open.join(', ')}`}${notes.join('')}`
  })
  const sums = ['P1', 'P2', 'P3', 'P4'].map((priority) => {
    const own = counted.filter((one) => one.priority === priority)
    return `${priority}: ${countLine(own)}`
  })
  return `${lines.join('\n')}\n\n${sums.join('\n')}\nall: ${countLine(counted)}\n`
}

function countLine(counted: readonly CountedOperation[]): string {
  const produced = counted.reduce((sum, { errorsProduced }) => sum + errorsProduced.length, 0)
  const declared = counted.reduce((sum, { errorsDeclared }) => sum + errorsDeclared.length, 0)
  const happy = counted.filter((one) => one.happy).length
  const explained = counted.reduce((sum, { reasons }) => sum + Object.keys(reasons).length, 0)
  return `operations answered well ${happy} / ${counted.length} · errors produced ${produced} / ${declared} · explained ${explained}`
}

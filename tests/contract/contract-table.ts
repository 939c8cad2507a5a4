import { operations } from '@naru/server/rest-v2/operations'
import type { Seen } from './recorder.ts'

/** One operation as the contract tests met it. */
export interface CountedOperation {
  readonly method: string
  readonly path: string
  /** It answered with 200, in the declared form. */
  readonly happy: boolean
  readonly errorsProduced: readonly string[]
  readonly errorsDeclared: readonly string[]
}

/** Every operation of the table with what was seen of it. */
export function countContract(seen: readonly Seen[]): CountedOperation[] {
  return operations.map(({ method, path, errors }) => {
    const own = seen.filter((one) => one.method === method && one.path === path)
    return {
      method,
      path,
      happy: own.some(({ type }) => type === undefined),
      errorsProduced: errors.filter((type) => own.some((one) => one.type === type)),
      errorsDeclared: errors,
    }
  })
}

/** The same for people; the last line counts. */
export function contractTable(counted: readonly CountedOperation[]): string {
  const lines = counted.map(({ method, path, happy, errorsProduced, errorsDeclared }) => {
    const missing = errorsDeclared.filter((type) => !errorsProduced.includes(type))
    const errors = `${errorsProduced.length}/${errorsDeclared.length}`.padStart(5)
    return `${happy ? '200' : '  –'} ${errors}  ${method.padEnd(6)} ${path}${missing.length === 0 ? '' : `  – ${missing.join(', ')}`}`
  })
  const produced = counted.reduce((sum, { errorsProduced }) => sum + errorsProduced.length, 0)
  const declared = counted.reduce((sum, { errorsDeclared }) => sum + errorsDeclared.length, 0)
  const happy = counted.filter((one) => one.happy).length
  return `${lines.join('\n')}\n\noperations answered well ${happy} / ${counted.length} · errors produced ${produced} / ${declared}\n`
}

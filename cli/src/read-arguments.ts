import { parseArgs, type ParseArgsConfig } from 'node:util'
import { ToldError } from './told-error.ts'

/** What a verb accepts: `text` takes a value, `flag` does not. */
export type Options = Readonly<Record<string, 'text' | 'flag'>>

/** What was given; absent options are absent keys. */
export interface Given {
  readonly texts: Readonly<Record<string, string>>
  readonly flags: ReadonlySet<string>
}

/** Reads the words behind a verb. An unknown or incomplete option is a sentence, never ignored. */
export function readArguments(options: Options, words: readonly string[]): Given {
  const { values } = parse(options, words)
  const texts: Record<string, string> = {}
  const flags = new Set<string>()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') texts[name] = value
    else if (value === true) flags.add(name)
  }
  return { texts, flags }
}

/** A whole number within bounds, or the fallback when the option is absent. */
export function wholeNumber(given: Given, name: string, fallback: number | undefined, max: number): number {
  const text = given.texts[name]
  if (text === undefined && fallback !== undefined) return fallback
  const value = Number(text)
  if (text !== undefined && /^\d+$/.test(text) && value >= 1 && value <= max) return value
  throw new ToldError(
    `--${name}에는 1에서 ${max} 사이의 정수를 적으세요.`,
    `--${name} takes a whole number from 1 to ${max}.`,
  )
}

/** The value of an option that must be there. */
export function required(given: Given, name: string): string {
  const text = given.texts[name]
  if (text !== undefined && text !== '') return text
  throw new ToldError(`--${name} 값이 필요합니다.`, `--${name} is missing.`)
}

function parse(options: Options, words: readonly string[]) {
  const config: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [
      name,
      { type: kind === 'text' ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  try {
    return parseArgs({ args: [...words], options: config, strict: true, allowPositionals: false })
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause)
    throw new ToldError(
      `인자를 이해할 수 없습니다: ${why}. npm run naru -- help 를 보세요.`,
      `The arguments cannot be understood: ${why}. See npm run naru -- help.`,
      { cause },
    )
  }
}

import {
  clientRules,
  pgPattern,
  restRules,
  scriptRules,
  v1Words,
  webhookRule,
  type V1Rule,
} from './v1-calls.ts'

export interface Finding {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly rule: V1Rule
}

/** A `pg` of V1, for which V2 wants a channel. */
export interface PgUse {
  readonly file: string
  readonly line: number
  readonly code: string
  readonly mid?: string
}

export interface Reading {
  readonly findings: readonly Finding[]
  readonly pgs: readonly PgUse[]
  /** Lines that speak V1 and match no rule. */
  readonly unsure: readonly { readonly file: string; readonly line: number }[]
}

/** Reads one source text line by line. Comments count: what is commented out may be switched on again. */
export function checkSource(file: string, text: string): Reading {
  const findings: Finding[] = []
  const pgs: PgUse[] = []
  const unsure: { file: string; line: number }[] = []
  for (const [index, source] of text.split('\n').entries()) {
    const line = index + 1
    const rest = restRules.find(({ pattern }) => pattern.test(source))
    const others = [...scriptRules, ...clientRules, webhookRule].filter(({ pattern }) => pattern.test(source))
    const rules = rest === undefined ? others : [rest, ...others]
    for (const rule of rules) findings.push({ file, line, rule })
    const pg = pgPattern.exec(source)
    if (pg?.[1] !== undefined)
      pgs.push({ file, line, code: pg[1], ...(pg[2] === undefined ? {} : { mid: pg[2] }) })
    if (rules.length === 0 && pg === null && v1Words.test(source)) unsure.push({ file, line })
  }
  return { findings, pgs, unsure }
}

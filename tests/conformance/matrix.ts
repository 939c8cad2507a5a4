import { problemsOf, type ToldCell } from './run.ts'

/** What `--json` prints: exactly this and nothing else. */
export function matrixJson(cells: readonly ToldCell[]): string {
  return JSON.stringify(
    {
      cells: cells.map(({ declared, stories }) => ({
        pg: declared.gateway.id,
        module: declared.module.code,
        capability: declared.capability,
        evidence: declared.evidence,
        simulatorOnly: declared.simulatorOnly,
        stories: stories.map(({ name, outcome }) => ({ name, outcome })),
      })),
    },
    null,
    2,
  )
}

/** The same for people: a line per cell, what failed below it, and the sum. */
export function matrixTable(cells: readonly ToldCell[], options: { readonly reasons: boolean }): string {
  const lines: string[] = []
  let module = ''
  for (const cell of cells) {
    const { declared, stories } = cell
    if (declared.module.code !== module) {
      module = declared.module.code
      const only = declared.module.evidence === 'C' ? ' · 시뮬레이터만 / simulator only' : ''
      lines.push(
        '',
        `${declared.gateway.catalogue.nameKo} ${module} · 근거/evidence ${declared.evidence}${only}`,
      )
    }
    const count = (outcome: string) => stories.filter((story) => story.outcome === outcome).length
    const problems = problemsOf(cell)
    const mark = problems.length === 0 ? '✓' : '✗'
    lines.push(
      `  ${mark} ${declared.capability.padEnd(32)} ${String(count('passed')).padStart(2)} passed` +
        `  ${count('failed')} failed  ${count('notApplicable')} n/a`,
      ...problems.slice(0, 8).map((problem) => `      ✗ ${problem.split('\n').slice(0, 3).join(' ')}`),
    )
    if (options.reasons)
      for (const { name, outcome, reason } of stories)
        if (outcome === 'notApplicable') lines.push(`      – ${name}: ${reason ?? ''}`)
  }
  const told = cells.flatMap(({ stories }) => stories)
  const sum = (outcome: string) => told.filter((story) => story.outcome === outcome).length
  const bad = cells.filter((cell) => problemsOf(cell).length > 0).length
  lines.push(
    '',
    `${cells.length} cells (${bad} not conforming) · ${sum('passed')} stories passed, ${sum('failed')} failed, ` +
      `${sum('notApplicable')} not applicable`,
  )
  return `${lines.join('\n')}\n`
}

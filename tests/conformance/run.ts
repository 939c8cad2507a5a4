import { AssertionError } from 'node:assert/strict'
import type { Bench } from '@naru/simulators/testing'
import type { DeclaredCell } from './declared.ts'
import { driverOf } from './drivers/index.ts'
import { openScene } from './scene.ts'
import { stories } from './stories/index.ts'
import { topicsOf, type Story } from './story.ts'

export interface ToldStory {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'notApplicable'
  /** Why it failed, or why it cannot be told. */
  readonly reason?: string
}

export interface ToldCell {
  readonly declared: DeclaredCell
  readonly stories: readonly ToldStory[]
}

/** Tells a connector every story that is about this ability. */
export async function tellCell(declared: DeclaredCell, simulators: Bench): Promise<ToldCell> {
  const told: ToldStory[] = []
  const topics = topicsOf(declared)
  for (const each of stories)
    if (each.about.some((topic) => topics.includes(topic)))
      told.push(await tellStory(declared, each, simulators))
  return { declared, stories: told }
}

/** What a cell lacks: stories that failed, or any story at all. Empty when all is well. */
export function problemsOf({ declared, stories: told }: ToldCell): readonly string[] {
  const failed = told.filter(({ outcome }) => outcome === 'failed')
  const isEmpty = told.every(({ outcome }) => outcome === 'notApplicable')
  return [
    ...failed.map(({ name, reason }) => `${name}: ${reason ?? ''}`),
    ...(isEmpty ? [`${declared.capability}: the catalogue promises it and no story is told about it`] : []),
  ]
}

/** Faults that a story ordered and did not meet are none of the next one's. */
async function tellStory(declared: DeclaredCell, told: Story, simulators: Bench): Promise<ToldStory> {
  const { name } = told
  const driver = driverOf(declared.gateway.id, declared.module.code)
  const why = driver.notApplicable?.[name]?.(declared.ability)
  if (why !== undefined) return { name, outcome: 'notApplicable', reason: why }
  try {
    await simulators.call('DELETE', `/control/${declared.gateway.id}/faults`)
    const reason = await told.tell(await openScene(declared, driver, simulators))
    return typeof reason === 'string'
      ? { name, outcome: 'notApplicable', reason }
      : { name, outcome: 'passed' }
  } catch (error) {
    return { name, outcome: 'failed', reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof AssertionError)) return error instanceof Error ? error.message : String(error)
  const { message, actual, expected, generatedMessage } = error
  const sides = `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`
  return generatedMessage ? sides : `${message} (${sides})`
}

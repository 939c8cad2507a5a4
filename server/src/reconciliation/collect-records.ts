import { speakerOf, type SettlementLine } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import type { ImportOutcome } from '../wire/console-reconciliation.ts'
import { importRecords, type Author } from './import-records.ts'
import type { ReconciliationDependencies } from './reconciliation-dependencies.ts'
import type { NumberedLine } from './settlement-file.ts'
import { noteCollected, noteCollectionFailure, type Source } from './source-store.ts'
import { readJsonLines, spool, type Spooled } from './spool.ts'

export type CollectOutcome =
  | { readonly kind: 'collected'; readonly outcome: ImportOutcome }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

/** A PG that gives page after page without an end must not fill the disk. */
const pagesMax = 2_000

/** True when the source's records can be read over the API of its PG here. */
export function canCollect(
  deps: Pick<ReconciliationDependencies, 'gateways' | 'simulatorOrigin'>,
  source: Pick<Source, 'pg' | 'channels'>,
): boolean {
  const gateway = deps.gateways.find(({ id }) => id === source.pg)
  if (gateway === undefined) return false
  return source.channels.some(({ isDeleted, moduleCode }) => {
    const speaker = speakerOf(gateway, moduleCode)
    if (isDeleted || speaker.settlements === undefined) return false
    return speaker.settlementsAtSimulatorOnly !== true || deps.simulatorOrigin !== undefined
  })
}

/** Reads one day of settlement records over the PG's API and brings it in whole. */
export async function collectDay(
  deps: ReconciliationDependencies,
  author: Author,
  source: Source,
  day: string,
): Promise<CollectOutcome> {
  const channel = await openOne(deps, source)
  if (channel === undefined || !canCollect(deps, source)) return { kind: 'unavailable' }
  const asked = await askAll(channel, source, day)
  if (asked.kind === 'failed') {
    const { code, message } = asked
    await noteCollectionFailure(deps.database, source, { code, message, at: deps.clock.now().toISOString() })
    return asked
  }
  try {
    const outcome = await importRecords(deps, author, source, {
      origin: 'API',
      digest: asked.spooled.digest,
      isByTransaction: true,
      days: { from: day, until: day },
      lines: () => readLines(asked.spooled.path),
    })
    await noteCollected(deps.database, source, day)
    return { kind: 'collected', outcome }
  } finally {
    await asked.spooled.remove()
  }
}

async function openOne(
  deps: ReconciliationDependencies,
  { channels }: Source,
): Promise<OpenedChannel | undefined> {
  for (const { storeId, channelKey, isDeleted } of channels) {
    const channel = isDeleted ? undefined : await deps.openChannel(storeId, channelKey)
    if (channel !== undefined && !channel.isUnspeakable) return channel
  }
  return undefined
}

type Asked =
  | { readonly kind: 'asked'; readonly spooled: Spooled }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

class PgRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** All pages to disk first: half a day is no day, and no PG is called inside a transaction. */
async function askAll(channel: OpenedChannel, { pgMerchantId }: Source, day: string): Promise<Asked> {
  // Two days without a line are the same text, and are two deliveries.
  async function* pages(): AsyncGenerator<string> {
    yield `${JSON.stringify({ day })}\n`
    let cursor: string | undefined
    for (let page = 0; page < pagesMax; page += 1) {
      const answer = await channel.gateway.settlements?.(channel.context(), {
        pgMerchantId,
        day,
        ...(cursor === undefined ? {} : { cursor }),
      })
      if (answer === undefined) throw new PgRefused('', '')
      if (answer.kind === 'declined') throw new PgRefused(answer.pgCode, answer.pgMessage)
      if (answer.kind === 'silent') throw new PgRefused('NO_ANSWER', answer.reason)
      for (const line of answer.lines) {
        if (line.transactionDay !== day) throw new PgRefused('WRONG_DAY', line.transactionDay)
        yield `${JSON.stringify(line)}\n`
      }
      if (answer.next === undefined) return
      cursor = answer.next
    }
    throw new PgRefused('TOO_MANY_PAGES', String(pagesMax))
  }
  try {
    return { kind: 'asked', spooled: await spool(pages()) }
  } catch (error) {
    if (!(error instanceof PgRefused)) throw error
    return { kind: 'failed', code: error.code, message: error.message }
  }
}

async function* readLines(path: string): AsyncGenerator<NumberedLine> {
  let number = 0
  for await (const value of readJsonLines(path)) {
    // The border: the file is this program's own, written by `askAll` a moment ago. Its first line names the day.
    if (number > 0) yield { number, line: value as SettlementLine }
    number += 1
  }
}

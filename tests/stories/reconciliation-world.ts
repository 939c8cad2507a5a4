import type {
  EntryPage,
  ImportOutcome,
  ReconciliationSummary,
  SourceName,
  VatReport,
} from '@naru/server/wire/console-reconciliation'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import type { Reply } from '../attack/reply.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

const dayMs = 86_400_000

/** The Seoul day of an instant. */
export const seoulDay = (at: Date): string =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)

/** What a merchant's accountant does, the morning after. */
export interface Accountant {
  readonly console: ConsoleClient
  collect(
    source: SourceName,
    from: string,
    until?: string,
  ): Promise<Reply & { readonly outcome: ImportOutcome }>
  upload(
    source: SourceName,
    text: string | Uint8Array<ArrayBuffer>,
    more?: string,
  ): Promise<Reply & { readonly outcome: ImportOutcome }>
  entries(query: string): Promise<EntryPage>
  summary(query: string): Promise<ReconciliationSummary>
  vat(query: string): Promise<VatReport>
}

export interface ReconciliationWorld {
  readonly system: RunningSystem
  /** A replica that lives a day later, so that today's books are closed. */
  readonly tomorrow: ClockedSystem
  readonly today: string
  readonly accountant: Accountant
  close(): Promise<void>
}

export async function openReconciliationWorld(): Promise<ReconciliationWorld> {
  const system = await startSystem()
  const now = new Date()
  const tomorrow = await startClockedServer(system, new Date(now.getTime() + dayMs))
  return {
    system,
    tomorrow,
    today: seoulDay(now),
    accountant: accountantOf(await signInAsDemo(tomorrow), system.demo.storeId),
    async close() {
      await tomorrow.stop()
      await system.stop()
    },
  }
}

export function accountantOf(console: ConsoleClient, storeId: string): Accountant {
  const base = `/stores/${storeId}/reconciliation`
  const withOutcome = (reply: Reply) => ({ ...reply, outcome: reply.json as unknown as ImportOutcome })
  const read = async <T>(path: string): Promise<T> => {
    const reply = await console.call('GET', `${base}/${path}`)
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`)
    return reply.json as T
  }
  return {
    console,
    collect: async (source, from, until = from) =>
      withOutcome(await console.call('POST', `${base}/collect`, { ...source, from, until })),
    upload: async (source, text, more = '') => {
      const bytes = typeof text === 'string' ? new Uint8Array(Buffer.from(text)) : text
      const query = new URLSearchParams({ ...source, name: 'settlement.csv' })
      return withOutcome(await console.send('PUT', `${base}/import?${query}${more}`, 'text/csv', bytes))
    },
    entries: (query) => read(`entries?${query}`),
    summary: (query) => read(`summary?${query}`),
    vat: (query) => read(`vat?${query}`),
  }
}

export const shared = {
  tosspayments: { mode: 'TEST', pg: 'tosspayments', pgMerchantId: 'iamporttest_3' },
  inicis: { mode: 'TEST', pg: 'inicis', pgMerchantId: 'INIpayTest' },
  'naru-test': { mode: 'TEST', pg: 'naru-test', pgMerchantId: 'naru_test' },
} as const satisfies Record<string, SourceName>

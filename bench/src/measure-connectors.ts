import { createHash } from 'node:crypto'
import {
  gateways,
  type CredentialField,
  type Gateway,
  type GatewayModule,
  type HandOff,
} from '@naru/gateways'
import { startSimulators } from '@naru/simulators'
import { RecordingNetwork, ReplayingNetwork, walkOf, type Buyer, type Visited } from './connector-walk.ts'
import { median, rounded, type Row } from './row.ts'

const warmUps = 1_000
const rounds = 2_000

/**
 * What a connector itself costs per payment: every wire text it writes, signs, reads and checks, without a network. The
 * answers are the simulators', recorded once and replayed; time and randomness stand still. One row per PG that has a
 * connector, beside JSON and one digest of a body as large as everything that passed.
 */
export async function measureConnectors(say: (line: string) => void): Promise<Row[]> {
  const simulators = await startSimulators({ port: 0 })
  try {
    const rows: Row[] = []
    for (const gateway of gateways) {
      const row = await measureGateway(gateway, simulators.origin).catch((error: unknown) => {
        say(`  ${gateway.id} could not be walked: ${String(error)}`)
        return undefined
      })
      if (row !== undefined) rows.push(row)
    }
    return rows
  } finally {
    await simulators.close()
  }
}

async function measureGateway(gateway: Gateway, origin: string): Promise<Row | undefined> {
  const module = chooseModule(gateway)
  if (module === undefined) return undefined
  const { mid, credentials } = module.sharedTestMids[0] ?? sampleAccount(module)
  const walk = walkOf({ gateway, module, credentials, origin, now: new Date() })
  if (walk === undefined) return undefined
  await post(origin, `/control/${gateway.id}/merchants`, { mid, credentials })

  const recording = new RecordingNetwork()
  const visits: Visited[] = []
  await walk(recording, async (handOff, payMethod) => {
    const visited = await visit(origin, gateway, handOff, payMethod)
    visits.push(visited)
    return visited
  })
  const replaying = new ReplayingNetwork(recording)
  const [visited] = visits
  if (visited === undefined) throw new Error('the buyer was not asked')
  const buyer: Buyer = () => Promise.resolve(visited)
  const body = bodyLike(recording, visited)

  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -warmUps; round < rounds; round += 1) {
    replaying.rewind()
    const startedAt = performance.now()
    await walk(replaying, buyer)
    const walkedAt = performance.now()
    digest(body)
    const digestedAt = performance.now()
    if (round < 0) continue
    ours.push(walkedAt - startedAt)
    theirs.push(digestedAt - walkedAt)
  }
  const [value, baseline] = [median(ours), median(theirs)]
  return {
    id: `connector-${gateway.id}`,
    what: `${module.code}: begin, return and approval without a network, ${recording.passed.length} calls, against JSON and SHA-256 of ${JSON.stringify(body).length} bytes`,
    value: rounded(value, 3),
    unit: 'ms',
    baseline: rounded(baseline, 3),
    ratio: rounded(value / baseline),
    goal: { of: 'value', atMost: 1 },
  }
}

/** The best documented module that opens a payment window here; of a PG without one, the one for identities. */
function chooseModule(gateway: Gateway): GatewayModule | undefined {
  const modules = gateway.catalogue.modules
    .filter(
      (module) =>
        module.sharedTestMids.length > 0 || neededFields(module).every(({ type }) => type !== 'file'),
    )
    .toSorted((a, b) => (a.evidence < b.evidence ? -1 : Number(a.evidence > b.evidence)))
  return (
    modules.find(({ window }) => window !== undefined) ??
    modules.find(({ identity }) => identity !== undefined)
  )
}

function neededFields(module: GatewayModule): readonly CredentialField[] {
  return (module.credentialSets[0]?.fields ?? []).filter(({ required }) => required === 'always')
}

/** An account that the simulator learns for the occasion. */
function sampleAccount(module: GatewayModule): {
  readonly mid: string
  readonly credentials: Readonly<Record<string, string>>
} {
  const fields = (module.credentialSets[0]?.fields ?? []).filter(({ type }) => type !== 'file')
  const credentials = Object.fromEntries(
    fields.map(({ key, lengthExact, lengthMax, options }) => [
      key,
      options?.[0]?.value ?? `bench_${key}`.padEnd(lengthExact ?? 0, '0').slice(0, lengthExact ?? lengthMax),
    ]),
  )
  const merchantId = fields.find(({ isPgMerchantId }) => isPgMerchantId === true)
  return { mid: credentials[merchantId?.key ?? ''] ?? '', credentials }
}

/** As much text as passed between connector and PG. */
function bodyLike({ passed }: RecordingNetwork, { request: returned }: Visited): object {
  const sizes = passed.map(({ request, response }) => (request.body?.length ?? 0) + response.body.length)
  const bytes = sizes.reduce((sum, size) => sum + size, returned.rawBody.length)
  const fields = Math.max(1, Math.round(bytes / 40))
  return Object.fromEntries(
    Array.from({ length: fields }, (_, index) => [`field${String(index).padStart(4, '0')}`, 'x'.repeat(25)]),
  )
}

function digest(body: object): string {
  const text = JSON.stringify(body)
  const read: unknown = JSON.parse(text)
  return createHash('sha256')
    .update(text)
    .digest(read === undefined ? 'base64' : 'hex')
}

async function visit(
  origin: string,
  gateway: Gateway,
  handOff: HandOff,
  payMethod: string | undefined,
): Promise<Visited> {
  const { orderId, next } = (await post(origin, `/control/${gateway.id}/buy`, {
    handOff,
    decision: 'approve',
    ...(payMethod === undefined ? {} : { payMethod }),
  })) as {
    readonly orderId: string
    readonly next: { readonly method: string; readonly url: string; readonly body?: string } | null
  }
  if (next === null && gateway.productOrders === undefined) throw new Error('the window led nowhere')
  const book = await fetch(`${origin}/control/${gateway.id}/orders/${encodeURIComponent(orderId)}`)
  const { pgTxId = '' } = (book.ok ? await book.json() : {}) as { readonly pgTxId?: string }
  const { method, url, body = '' } = next ?? { method: 'GET', url: origin }
  const request = {
    method,
    path: new URL(url).pathname,
    query: Object.fromEntries(new URL(url).searchParams),
    headers: {},
    rawBody: Buffer.from(body, 'utf8'),
    remoteAddress: '127.0.0.1',
  }
  return { request, pgTxId }
}

async function post(origin: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

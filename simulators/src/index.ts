import { join } from 'node:path'
import Fastify from 'fastify'
import { deskClock, systemClock } from './desk/clock.ts'
import type { SimulatorClock } from './desk/clock.ts'
import { addControlRoutes } from './desk/control-routes.ts'
import { addDeskPage } from './desk/desk-page.ts'
import type { NoteTransport } from './desk/notes.ts'
import { addSettlementRoutes } from './desk/settlement-routes.ts'
import { SettlementDesk } from './desk/settlements.ts'
import type { Simulator, Surroundings } from './desk/simulator.ts'
import { danalSimulator } from './danal/simulator.ts'
import { eximbaySimulator } from './eximbay/simulator.ts'
import { inicisSimulator } from './inicis/simulator.ts'
import { kakaopaySimulator } from './kakaopay/simulator.ts'
import { kcpSimulator } from './kcp/simulator.ts'
import { kiccSimulator } from './kicc/simulator.ts'
import { naruTestSimulator } from './naru-test/simulator.ts'
import { naverpaySimulator } from './naverpay/simulator.ts'
import { niceSimulator } from './nice/simulator.ts'
import { naverpayOrderSimulator } from './naverpay-order/simulator.ts'
import { paycoSimulator } from './payco/simulator.ts'
import { paypalSimulator } from './paypal/simulator.ts'
import { tosspaySimulator } from './tosspay/simulator.ts'
import { tosspaymentsSimulator } from './tosspayments/simulator.ts'
import { addAssetRoutes } from './window/assets.ts'

export type { SimulatorClock } from './desk/clock.ts'
export type { OrderBook, LedgerEntry } from './desk/ledger.ts'

export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly host?: string
  /** Origin in the addresses that PGs write (`authUrl`, …). Absent: the address listened on. */
  readonly publicOrigin?: string
  /** Where notices of a MID go when no address was registered for it. */
  readonly notifyTargetFor?: (pg: string, mid: string) => string | undefined
  readonly clock?: SimulatorClock
  /** Folder of the PGs' journals. Absent: nothing outlives the process. */
  readonly stateDirectory?: string
  /** How notices leave; tests put their own here. */
  readonly noteTransport?: NoteTransport
}

export interface RunningSimulators {
  readonly origin: string
  close(): Promise<void>
}

/** Opens every PG's simulator, the control desk and its page behind one listener. */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const host = options.host ?? '127.0.0.1'
  const clock = deskClock(options.clock ?? systemClock)
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 300 },
  })
  // PGs take forms in EUC-KR, forms in UTF-8 and JSON whose exact bytes are hashed: every body stays bytes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  let publicOrigin = options.publicOrigin ?? ''
  const settlementDesks = new Map<string, SettlementDesk>()
  const settlementDesk = (pg: string): SettlementDesk => {
    const desk = settlementDesks.get(pg) ?? new SettlementDesk()
    settlementDesks.set(pg, desk)
    return desk
  }
  const surroundings = (pg: string): Surroundings => ({
    clock,
    settlements: settlementDesk(pg),
    get publicOrigin() {
      return publicOrigin
    },
    notifyTargetFor: options.notifyTargetFor ?? (() => undefined),
    journalPath:
      options.stateDirectory === undefined ? undefined : join(options.stateDirectory, `${pg}.jsonl`),
    ...(options.noteTransport === undefined ? {} : { noteTransport: options.noteTransport }),
  })
  const simulators: readonly Simulator[] = [
    tosspaymentsSimulator(surroundings('tosspayments')),
    inicisSimulator(surroundings('inicis')),
    danalSimulator(surroundings('danal')),
    kcpSimulator(surroundings('kcp')),
    paypalSimulator(surroundings('paypal')),
    eximbaySimulator(surroundings('eximbay')),
    kiccSimulator(surroundings('kicc')),
    naverpaySimulator(surroundings('naverpay')),
    kakaopaySimulator(surroundings('kakaopay')),
    tosspaySimulator(surroundings('tosspay')),
    niceSimulator(surroundings('nice')),
    naverpayOrderSimulator(surroundings('naverpay-order')),
    paycoSimulator(surroundings('payco')),
    naruTestSimulator(surroundings('naru-test')),
  ]

  addAssetRoutes(app)
  addControlRoutes(app, simulators, clock)
  addDeskPage(app, simulators)
  for (const simulator of simulators) {
    simulator.addRoutes(app)
    addSettlementRoutes(app, simulator, settlementDesk(simulator.id))
  }

  const origin = await app.listen({ port: options.port, host })
  if (publicOrigin === '') publicOrigin = origin
  for (const simulator of simulators) void simulator.repeatNotes()
  return {
    origin,
    close: async () => {
      await app.close()
      for (const simulator of simulators) simulator.close()
    },
  }
}

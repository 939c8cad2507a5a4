import type { Driver } from '../driver.ts'
import { eximbay } from './eximbay.ts'
import { inicis } from './inicis.ts'
import { kakaopay } from './kakaopay.ts'
import { kcp } from './kcp.ts'
import { kicc } from './kicc.ts'
import { naruTest } from './naru-test.ts'
import { naverpay } from './naverpay.ts'
import { naverpayOrder } from './naverpay-order.ts'
import { nice } from './nice.ts'
import { payco } from './payco.ts'
import { paypal } from './paypal.ts'
import { tosspay } from './tosspay.ts'
import { tosspayments } from './tosspayments.ts'
import { uplus } from './uplus.ts'

/** PGs that need a word of their own; the others are driven by the common rules. */
const drivers: Readonly<Record<string, Driver>> = {
  eximbay,
  inicis,
  kakaopay,
  kcp,
  kicc,
  'naru-test': naruTest,
  naverpay,
  'naverpay-order': naverpayOrder,
  nice,
  payco,
  paypal,
  tosspay,
  tosspayments,
}

/** Modules that speak another wire than their PG's, by code. */
const ofModules: Readonly<Record<string, Driver>> = { uplus }

export function driverOf(pg: string, moduleCode: string): Driver {
  return ofModules[moduleCode] ?? drivers[pg] ?? {}
}

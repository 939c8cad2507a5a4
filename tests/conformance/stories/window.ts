import assert from 'node:assert/strict'
import type { ApproveAnswer, IncomingRequest, Order, ReturnReading } from '@naru/gateways'
import type { Visit } from '../../setup/pg-bench.ts'
import { approved, foundPaid, type Scene } from '../scene.ts'
import { isPaidLater, story, type Story } from '../story.ts'

const ways = ['window'] as const

/** What every window owes to buyer and shop, whatever the PG. */
export const windowStories: readonly Story[] = [
  story('approve', ways, async (scene) => {
    const order = scene.order()
    const { cell, driver, gateway } = scene
    assert.equal(gateway.checkOrder?.(cell.module.code, order), undefined)
    const { approval } = await scene.take(order)
    assert.equal(approval.pgOrderId, order.pgOrderId)
    assert.deepEqual(approval.amount, order.amount)
    const asked = cell.ability.kind === 'window' ? cell.ability.payMethod : undefined
    assert.equal(approval.method.type, driver.paidAs?.(cell.ability) ?? asked)
    assert.equal(approval.state, isPaidLater(scene) ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID')
    const paidMinor = isPaidLater(scene) ? 0 : order.amount.minor
    assert.equal((await scene.book(order)).approvedMinor, paidMinor)
  }),

  story('decline', ways, async (scene) => {
    const order = scene.order()
    const visit = await scene.visit(order, { decision: 'decline' })
    // PayPal's buyer is refused when the money is taken, not inside the window.
    if (visit.reading.kind === 'authenticated')
      assert.equal((await approve(scene, order, visit)).kind, 'declined')
    else if (scene.driver.closesOnDecline === true) assert.equal(visit.reading.kind, 'failed')
    else
      assert.ok(
        visit.reading.kind === 'failed' && !visit.reading.closedByBuyer,
        JSON.stringify(visit.reading),
      )
    await assertNothingTaken(scene, order)
  }),

  story('decline on approval', ways, async (scene) => {
    if (scene.cell.module.capturesInWindow === true) return 'the PG takes the money in its window'
    const order = scene.order()
    const visit = await faulty(scene, order, 'approve', 'decline')
    if (visit === undefined) return 'the simulator cannot show this'
    assert.equal((await approve(scene, order, visit)).kind, 'declined')
    await assertNothingTaken(scene, order)
  }),

  story('buyer closes', ways, async (scene) => {
    const order = scene.order()
    const { request, reading } = await scene.visit(order, { decision: 'close' })
    const toCloseAddress = request?.path.startsWith('/pg/close/') === true
    assert.ok(toCloseAddress || (reading.kind === 'failed' && reading.closedByBuyer), JSON.stringify(reading))
    await assertNothingTaken(scene, order)
  }),

  story('amount tampered', ways, async (scene) => {
    const order = scene.order()
    const cheaper = { ...order, amount: { ...order.amount, minor: order.amount.minor - 100 } }
    assertNotTakenAs(await approve(scene, cheaper, await scene.visit(order)), cheaper)
    if (scene.cell.module.capturesInWindow === true) return
    const other = scene.order()
    const visit = await faulty(scene, other, 'approve', 'wrong-amount')
    if (visit !== undefined) assertNotTakenAs(await approve(scene, other, visit), other)
  }),

  story('foreign order in the return', ways, async (scene) => {
    const [mine, foreign] = [scene.order(), scene.order()]
    const [own, others] = [await scene.bench.begin(mine), await scene.visit(foreign)]
    assert.ok(others.request, 'the buyer never came back')
    const reading = scene.gateway.readReturn?.(scene.context, mine, own.memory, others.request)
    assert.ok(reading)
    if (reading.kind === 'authenticated' && (reading.claimedOrderId ?? mine.pgOrderId) === mine.pgOrderId)
      assertNotTakenAs(await approve(scene, mine, { reading, memory: own.memory }), mine)
    await assertNothingTaken(scene, mine)
  }),

  story('duplicate return', ways, async (scene) => {
    const order = scene.order()
    const visit = await scene.visit(order)
    const first = await approve(scene, order, visit)
    approved(first)
    assert.ok(visit.request)
    assert.deepEqual(
      scene.gateway.readReturn?.(scene.context, order, visit.memory, visit.request),
      visit.reading,
    )
    const again = await Promise.all([approve(scene, order, visit), approve(scene, order, visit)])
    if (scene.gateway.approveIsIdempotent === true)
      for (const answer of again)
        if (answer.kind === 'approved') assert.equal(answer.pgTxId, approved(first).pgTxId)
        else assert.notEqual(answer.kind, 'declined', 'what was taken is called declined')
    if (!isPaidLater(scene)) assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
  }),

  story('unreadable return', ways, async (scene) => {
    const order = scene.order()
    const visit = await scene.visit(order)
    assert.ok(visit.request)
    const bytes = Buffer.from('resultCode=%C0%FF%&{"x":\u0000', 'latin1')
    for (const rawBody of [bytes, new Uint8Array()]) {
      const request: IncomingRequest = { ...visit.request, query: {}, rawBody }
      const reading: ReturnReading | undefined = scene.gateway.readReturn?.(
        scene.context,
        order,
        visit.memory,
        request,
      )
      // Shapes 2 to 4 may look the order up by what they remember; nothing may be thrown.
      if (reading?.kind === 'authenticated' && reading.claimedOrderId !== undefined)
        assert.equal(reading.claimedOrderId, order.pgOrderId)
    }
  }),

  story('books agree', ways, async (scene) => {
    if (scene.gateway.inquire === undefined) return 'the PG has no inquiry'
    const taken = await scene.take()
    const { approval, cancelledMinor } = foundPaid(await scene.inquire(taken))
    assert.deepEqual(
      { amount: approval.amount, pgOrderId: approval.pgOrderId, pgTxId: approval.pgTxId, cancelledMinor },
      { ...pick(taken.approval), cancelledMinor: 0 },
    )
  }),

  story('every currency', ['money'], async (scene) => {
    const { module, ability } = scene.cell
    const currencies = module.window?.currencies ?? []
    if (currencies.length < 2) return 'one currency'
    let count = 0
    for (const currency of currencies) {
      // A multiple of 100 minor units fits currencies without decimals, too.
      const order = scene.order({ amount: { minor: 120_000, currency } })
      if (scene.gateway.checkOrder?.(module.code, order) !== undefined) continue
      assert.deepEqual((await scene.take(order)).approval.amount, order.amount, currency)
      count += 1
    }
    assert.ok(count > 0, `${ability.kind}: no currency is taken`)
  }),
]

function pick({ amount, pgOrderId, pgTxId }: { amount: unknown; pgOrderId: string; pgTxId: string }) {
  return { amount, pgOrderId, pgTxId }
}

export async function approve(
  scene: Scene,
  order: Order,
  { reading, memory }: Pick<Visit, 'reading' | 'memory'>,
): Promise<ApproveAnswer> {
  assert.ok(reading.kind === 'authenticated', JSON.stringify(reading))
  const answer = await scene.gateway.approve?.(scene.context, {
    order,
    proof: reading.proof,
    memory,
    idempotencyKey: order.transactionId,
  })
  assert.ok(answer, 'the connector cannot approve')
  return answer
}

/** A visit whose next call goes wrong; undefined where this PG's wire cannot show that. */
export async function faulty(
  scene: Scene,
  order: Order,
  operation: string,
  fault: string,
): Promise<Visit | undefined> {
  try {
    return await scene.visit(order, { faults: [{ operation, fault }] })
  } catch (error) {
    if (error instanceof Error && error.message.includes(`cannot show ${fault}`)) return undefined
    throw error
  }
}

async function assertNothingTaken(scene: Scene, order: Order): Promise<void> {
  assert.equal((await scene.book(order)).approvedMinor, 0)
}

/** The platform compares order and amount with what it prepared; the connector must not hide a difference from it. */
function assertNotTakenAs(answer: ApproveAnswer, order: Order): void {
  const isTaken =
    answer.kind === 'approved' &&
    answer.pgOrderId === order.pgOrderId &&
    answer.amount.minor === order.amount.minor
  assert.ok(!isTaken, `taken as if it were right: ${JSON.stringify(answer)}`)
}

import assert from 'node:assert/strict'
import { foundPaid, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['money'] as const

export const cancelStories: readonly Story[] = [
  story('cancel whole', ways, async (scene) => {
    const taken = await scene.take()
    const total = taken.order.amount.minor
    const call = scene.cancelCall(taken, total)
    await assertGivenBack(scene, call)
    const again = await scene.cancel(scene.cancelCall(taken, total))
    // Some PGs answer a second whole cancel with the first; no more money may leave for it.
    assert.notEqual(again.kind, 'silent')
    assert.deepEqual(await balances(scene, taken.order), { cancelledMinor: total, balanceMinor: 0 })
  }),

  story('partial cancels down to zero', ways, async (scene) => {
    const whole = scene.driver.whyWhole?.(scene.cell.ability)
    if (whole !== undefined) return whole
    const taken = await scene.take()
    const total = taken.order.amount.minor
    const parts = [Math.floor(total * 0.3), Math.floor(total * 0.2)]
    let before = 0
    for (const part of [...parts, total - parts.reduce((sum, each) => sum + each, 0)]) {
      await assertGivenBack(scene, scene.cancelCall(taken, part, before))
      before += part
      assert.deepEqual(await balances(scene, taken.order), {
        cancelledMinor: before,
        balanceMinor: total - before,
      })
    }
    if (scene.gateway.inquire !== undefined) {
      const books = await scene.inquire(taken)
      if (books?.kind !== 'silent') assert.equal(foundPaid(books).cancelledMinor, total)
    }
  }),

  story('over-cancel', ways, async (scene) => {
    const taken = await scene.take()
    const total = taken.order.amount.minor
    const tooMuch = scene.cancelCall(taken, total + 100, 0, { isWhole: false })
    assert.equal((await scene.cancel(tooMuch)).kind, 'declined')
    assert.deepEqual(await balances(scene, taken.order), { cancelledMinor: 0, balanceMinor: total })
    if (scene.driver.whyWhole?.(scene.cell.ability) !== undefined) return
    const part = Math.floor(total * 0.3)
    await assertGivenBack(scene, scene.cancelCall(taken, part))
    const rest = scene.cancelCall(taken, total - part + 100, part, { isWhole: false })
    assert.equal((await scene.cancel(rest)).kind, 'declined')
    assert.deepEqual(await balances(scene, taken.order), { cancelledMinor: part, balanceMinor: total - part })
  }),
]

async function balances(scene: Scene, order: { readonly pgOrderId: string }) {
  const { cancelledMinor, balanceMinor } = await scene.book(order)
  return { cancelledMinor, balanceMinor }
}

async function assertGivenBack(scene: Scene, call: Parameters<Scene['cancel']>[0]): Promise<void> {
  const answer = await scene.cancel(call)
  assert.equal(answer.kind, 'approved', JSON.stringify(answer))
}

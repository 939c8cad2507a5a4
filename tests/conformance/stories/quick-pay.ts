import assert from 'node:assert/strict'
import { approved, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['quick-pay'] as const

/** KCP QuickPay: what a member of the shop does in its window, one action per visit. */
export const quickPayStories: readonly Story[] = [
  story('QuickPay: the action', ways, async (scene) => {
    switch (actionOf(scene)) {
      case 'Pay': {
        const order = scene.order()
        await scene.take(order)
        assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
        return
      }
      case 'PinCheck': {
        const check = scene.billingOrder()
        assert.equal((await scene.bench.register(check, scene.choice())).kind, 'issued')
        const order = scene.order()
        approved(await payByMoney(scene, order, check.pgIssueId))
        return
      }
      case 'Register':
      case 'UserRegister':
      case 'RegisterAutoPay': {
        const answer = await scene.bench.register(scene.billingOrder(), scene.choice())
        assert.ok(answer.kind === 'issued', JSON.stringify(answer))
        const order = scene.order()
        const call = { order, right: answer.right, idempotencyKey: order.transactionId }
        approved(await scene.gateway.chargeBillingKey?.(scene.context, call))
        assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
      }
    }
  }),

  story('QuickPay: declined, closed', ways, async (scene) => {
    for (const decision of ['decline', 'close']) {
      if (actionOf(scene) === 'Pay') {
        const order = scene.order()
        assert.notEqual((await scene.visit(order, { decision })).reading.kind, 'authenticated')
        assert.equal((await scene.book(order)).approvedMinor, 0)
      } else {
        const check = scene.billingOrder()
        await assert.rejects(scene.bench.register(check, scene.choice({ decision })), /no proof/)
        // Nobody typed a PIN in a window that came to nothing.
        assert.equal((await payByMoney(scene, scene.order(), check.pgIssueId)).kind, 'declined')
      }
    }
  }),

  story('QuickPay: refused before the window', ways, async (scene) => {
    const { gateway, cell } = scene
    const nobody = { kcpQuick: { actionType: actionOf(scene) } }
    const stranger = { kcpQuick: { memberID: 'member-1', actionType: 'Dance' } }
    for (const bypass of [nobody, stranger]) {
      const problem =
        actionOf(scene) === 'Pay'
          ? gateway.checkOrder?.(cell.module.code, scene.order({ bypass }))
          : gateway.checkBillingOrder?.(cell.module.code, scene.billingOrder({ bypass }))
      assert.match(problem?.field ?? '', /^bypass\.kcpQuick\./)
    }
  }),

  story('QuickPay: the live PG is not spoken to', ways, async (scene) => {
    const live = scene.bench.context({ environment: { kind: 'live' } })
    const order = scene.order()
    const purse = { kind: 'QUICKPAY_MONEY', memberId: 'member-1', pinCheckId: order.pgOrderId } as const
    const asked = scene.bench.network.requests.length
    const call = { order, purse, idempotencyKey: order.transactionId }
    const paid = await scene.gateway.payFromPurse?.(live, call)
    const released = await scene.gateway.releaseBiometrics?.(live, { memberId: 'member-1' })
    assert.deepEqual([paid?.kind, released?.kind], ['declined', 'declined'])
    assert.equal(scene.bench.network.requests.length, asked)
  }),
]

function actionOf({ cell }: Scene) {
  assert.ok(cell.ability.kind === 'quick-pay')
  return cell.ability.action
}

async function payByMoney(scene: Scene, order: ReturnType<Scene['order']>, pinCheckId: string) {
  const purse = { kind: 'QUICKPAY_MONEY', memberId: 'member-1', pinCheckId } as const
  const call = { order, purse, idempotencyKey: order.transactionId }
  const answer = await scene.gateway.payFromPurse?.(scene.context, call)
  assert.ok(answer, 'the connector takes no prepaid money')
  return answer
}

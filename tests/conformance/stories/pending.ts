import assert from 'node:assert/strict'
import { foundPaid } from '../scene.ts'
import { story, type Story } from '../story.ts'
import { approve } from './window.ts'

export const pendingStories: readonly Story[] = [
  story('pending → decided', ['money'], async (scene) => {
    const pending = scene.driver.pending?.(scene)
    if (pending === undefined) return 'the PG decides at once'
    const { order, choice = {} } = pending
    const visit = await scene.visit(order, choice)
    const answer = await approve(scene, order, visit)
    assert.ok(answer.kind === 'pending', JSON.stringify(answer))
    const asked = {
      order,
      memory: visit.memory,
      ...(answer.pgTxId === undefined ? {} : { pgTxId: answer.pgTxId }),
    }
    const before = await scene.gateway.inquire?.(scene.context, asked)
    assert.ok(before?.kind !== 'approved' && !(before?.kind === 'not-approved' && before.final))
    await pending.decide()
    const after = foundPaid(await scene.gateway.inquire?.(scene.context, asked))
    assert.deepEqual([after.approval.state, after.approval.amount], ['PAID', order.amount])
  }),
]

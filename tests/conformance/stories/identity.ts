import assert from 'node:assert/strict'
import type { IdentityOrder, JsonObject, ReturnReading } from '@naru/gateways'
import { pgUrls } from '../../setup/pg-bench.ts'
import type { Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

/** Who somebody is (본인인증): in the PG's window, and by a code that is sent to a phone. */
export const identityStories: readonly Story[] = [
  story('identity: verified', ['identity-window'], async (scene) => {
    const order = orderOf(scene)
    assert.equal(scene.gateway.checkIdentityOrder?.(scene.cell.module.code, order), undefined)
    const answer = await fetchBy(scene, order, await visit(scene, order, 'approve'))
    assert.ok(answer?.kind === 'verified', JSON.stringify(answer))
    assert.notEqual(answer.person.name, '')
    assert.match(answer.person.phoneNumber ?? '0', /^\d+$/)
  }),

  story('identity: person closes', ['identity-window'], async (scene) => {
    const order = orderOf(scene)
    const { reading, path } = await visit(scene, order, 'close')
    const isClosed = reading.kind === 'failed' && reading.closedByBuyer
    assert.ok(isClosed || path?.startsWith('/pg/close/') === true, JSON.stringify(reading))
  }),

  story('identity: foreign return', ['identity-window'], async (scene) => {
    const [mine, foreign] = [orderOf(scene), orderOf(scene)]
    const own = await visit(scene, mine, 'close')
    const others = await visit(scene, foreign, 'approve')
    assert.ok(others.request)
    const reading = scene.gateway.readIdentityReturn?.(scene.context, mine, own.memory, others.request)
    assert.ok(reading)
    if (reading.kind !== 'authenticated') return
    const answer = await fetchBy(scene, mine, { reading, memory: own.memory })
    assert.notEqual(answer?.kind, 'verified')
  }),

  story('identity: wrong code, then the right one', ['identity-code'], async (scene) => {
    const { ability } = scene.cell
    assert.ok(ability.kind === 'identity-code')
    const { method } = ability
    const order = orderOf(scene)
    const sent = await scene.gateway.sendOtp?.(scene.context, {
      order,
      method,
      operator: 'SKT',
      identityNumber: '9007081',
      ipAddress: '203.0.113.7',
    })
    assert.ok(sent?.kind === 'sent', JSON.stringify(sent))
    const confirm = (otp?: string) =>
      scene.gateway.confirmOtp?.(scene.context, {
        order,
        method,
        memory: sent.memory,
        ...(otp === undefined ? {} : { otp }),
      })
    if (method === 'SMS') {
      assert.equal((await confirm('000000'))?.kind, 'declined')
      const again = await scene.gateway.resendOtp?.(scene.context, { order, method, memory: sent.memory })
      assert.ok(again === undefined || again.kind === 'sent', JSON.stringify(again))
    }
    const answer = await confirm(method === 'SMS' ? '123456' : undefined)
    assert.equal(answer?.kind, 'verified', JSON.stringify(answer))
  }),
]

function orderOf({ cell, driver }: Scene): IdentityOrder {
  return {
    storeId: 'store-1',
    identityVerificationId: `identity-${crypto.randomUUID()}`,
    pgVerificationId: crypto.randomUUID(),
    person: {
      fullName: '홍길동',
      phoneNumber: '01012345678',
      birthYear: '1990',
      birthMonth: '07',
      birthDay: '08',
    },
    device: cell.ability.kind === 'identity-window' ? cell.ability.device : 'PC',
    storeName: '나루',
    ...(driver.identityBypass === undefined ? {} : { bypass: driver.identityBypass }),
  }
}

async function visit(scene: Scene, order: IdentityOrder, decision: string) {
  const begun = await scene.gateway.beginIdentity?.(scene.context, order, pgUrls)
  assert.ok(begun?.kind === 'begun', JSON.stringify(begun))
  const request = await scene.bench.send(begun.handOff, scene.choice({ decision }))
  const lost: ReturnReading = { kind: 'unreadable', reason: 'the person never came back' }
  const reading = request && scene.gateway.readIdentityReturn?.(scene.context, order, begun.memory, request)
  return { request, path: request?.path, memory: begun.memory, reading: reading ?? lost }
}

async function fetchBy(
  scene: Scene,
  order: IdentityOrder,
  { reading, memory }: { readonly reading: ReturnReading; readonly memory: JsonObject },
) {
  assert.ok(reading.kind === 'authenticated', JSON.stringify(reading))
  return scene.gateway.fetchIdentity?.(scene.context, { order, proof: reading.proof, memory })
}

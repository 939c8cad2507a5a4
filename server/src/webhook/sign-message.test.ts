import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { systemRandom } from '../foundation/random.ts'
import { Secret } from '../foundation/secret.ts'
import { messageHeaders, mintWebhookSecret } from './sign-message.ts'

// A vector that PortOne's published SDK accepts.
const known = {
  secret: 'whsec_bmFydS10ZXN0LXdlYmhvb2stc2VjcmV0LTMyYnl0ZXM=',
  id: 'msg_0001',
  at: new Date(1_714_039_200_000),
  body: '{"type":"Transaction.Paid","timestamp":"2024-04-25T10:00:00.000Z","data":{"storeId":"store-ae356798-3d20-4969-b739-14c6b0e1a667","paymentId":"example-payment-id","transactionId":"55451513-9763-4a7a-bb43-78a4c65be843"}}',
  signature: 'v1,iNiKjdJqn3oIvKGIHBo+QG4pdAK7/DHBKCuEXvkd5Qk=',
}

test('the known message gets the known signature', () => {
  const headers = messageHeaders({
    webhookId: known.id,
    at: known.at,
    body: known.body,
    secrets: [new Secret(known.secret)],
  })

  expect(headers).toEqual({
    'webhook-id': 'msg_0001',
    'webhook-timestamp': '1714039200',
    'webhook-signature': known.signature,
  })
})

test('every live secret verifies any body, and a foreign one does not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, webhookId) => {
      const body = JSON.stringify({ text })
      const secrets = [mintWebhookSecret(systemRandom), mintWebhookSecret(systemRandom)]
      const headers = { ...messageHeaders({ webhookId, at: new Date(), body, secrets }) }

      for (const secret of secrets) {
        expect(new Webhook(secret.open()).verify(body, headers)).toEqual({ text })
      }
      const foreign = mintWebhookSecret(systemRandom)
      expect(() => new Webhook(foreign.open()).verify(body, headers)).toThrow('No matching signature')
    }),
    { numRuns: 50 },
  )
})

test('a store without secrets sends no signature header', () => {
  const headers = messageHeaders({ webhookId: known.id, at: known.at, body: known.body, secrets: [] })

  expect(Object.keys(headers)).toEqual(['webhook-id', 'webhook-timestamp'])
})

test('a new secret is whsec_ and 32 bytes in padded base64', () => {
  const text = mintWebhookSecret(systemRandom).open()

  expect(text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
})

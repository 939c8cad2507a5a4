import { expect, test } from 'vitest'
import { checklist } from './checklist.ts'

const nothing = {
  channelCount: 0,
  secretCount: undefined,
  webhookUrl: undefined,
  hasPaidTestPayment: false,
  hasReceivedWebhook: undefined,
  liveChannelCount: 0,
}

test('a new store begins with a channel', () => {
  const { steps, next } = checklist(nothing)

  expect(next).toBe('channel')
  expect(steps.filter((step) => step.isDone)).toEqual([])
})

test('steps tick in any order, and the first open one is next', () => {
  expect(checklist({ ...nothing, channelCount: 2, webhookUrl: 'https://shop.example/hook' }).next).toBe(
    'secret',
  )
})

test('with all done nothing is next', () => {
  const all = {
    channelCount: 1,
    secretCount: 1,
    webhookUrl: 'https://shop.example/hook',
    hasPaidTestPayment: true,
    hasReceivedWebhook: true,
    liveChannelCount: 1,
  }

  expect(checklist(all).next).toBeUndefined()
})

test('going live is the last step, and the only one left when the test payment has arrived everywhere', () => {
  const tested = { ...nothing, channelCount: 1, secretCount: 1, webhookUrl: 'https://shop.example/hook' }

  expect(checklist({ ...tested, hasPaidTestPayment: true, hasReceivedWebhook: true }).next).toBe('live')
})

import { expect, test } from 'vitest'
import { checklist } from './checklist.ts'

const nothing = {
  channelCount: 0,
  secretCount: undefined,
  webhookUrl: undefined,
  paymentCount: 0,
  receivedCount: 0,
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
    paymentCount: 1,
    receivedCount: 1,
  }

  expect(checklist(all).next).toBeUndefined()
})

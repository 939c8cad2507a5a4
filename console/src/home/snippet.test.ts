import { expect, test } from 'vitest'
import { paymentSnippet } from './snippet.ts'

const values = {
  checkoutOrigin: 'http://localhost:4003',
  storeId: 'store-1',
  channelKey: 'channel-key-1',
  payMethod: 'CARD',
  orderName: '찻잔',
}

test('the snippet names this installation, this store and this channel', () => {
  const snippet = paymentSnippet(values)

  expect(snippet).toContain('<script src="http://localhost:4003/v2/browser-sdk.js"></script>')
  expect(snippet).toContain("storeId: 'store-1',")
  expect(snippet).toContain("channelKey: 'channel-key-1',")
})

test('a smart-routing group stands in the place of the channel', () => {
  const { channelKey: _, ...others } = values
  const snippet = paymentSnippet({ ...others, channelGroupId: 'channel-group-test-1' })

  expect(snippet).toContain("channelGroupId: 'channel-group-test-1',")
  expect(snippet).not.toContain('channelKey')
})

test('a name with quotes or a closing tag stays inside its string', () => {
  const snippet = paymentSnippet({ ...values, orderName: `it's "</script>` })

  const line = snippet.split('\n').find((one) => one.includes('orderName')) ?? ''
  expect(line).not.toContain('</script>')
  expect(line).toContain(String.raw`'it\'s "\u003c/script>'`)
})

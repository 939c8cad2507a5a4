import { expect, test } from 'vitest'
import { prettyBody } from './pretty-body.ts'

test('a JSON message is laid out', () => {
  expect(prettyBody('{"type":"Transaction.Paid","data":{"paymentId":"p"}}')).toBe(
    '{\n  "type": "Transaction.Paid",\n  "data": {\n    "paymentId": "p"\n  }\n}',
  )
})

test.each(['imp_uid=imp_1&status=paid', '<html>502</html>', '', '123'])('"%s" stays as it came', (body) => {
  expect(prettyBody(body)).toBe(body)
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateCheck } from './migrate-check.ts'

// Goal: whoever leaves V1 is told where each call stands and what replaces it, and what was not understood.
let root: string
let dataDir: string

const shop: Readonly<Record<string, string>> = {
  'web/pay.js': [
    "IMP.init('imp12345678')",
    'IMP.request_pay({',
    "  pg: 'html5_inicis.INIpayTest',",
    "  merchant_uid: 'order-1',",
    '}, (rsp) => check(rsp.imp_uid))',
    '<script src="https://cdn.iamport.kr/js/iamport.payment-1.1.8.js"></script>',
  ].join('\n'),
  'server/cancel.ts': [
    "import Iamport from 'iamport'",
    "await axios.post('https://api.iamport.kr/users/getToken', { imp_key, imp_secret })",
    'await axios.post(`${host}/payments/cancel`, { imp_uid })',
    'await axios.get(`https://api.iamport.kr/payments/${imp_uid}`)',
    "await axios.post(host + '/subscribe/payments/again', body)",
    'const { imp_uid, merchant_uid } = req.body',
  ].join('\n'),
  'legacy/Pay.java':
    'IamportClient client = new IamportClient(key, secret);\nclient.cancelPaymentByImpUid(data);',
  'legacy/pay.php': '<?php $iamport = new Iamport($key, $secret);\n$r = $iamport->findByImpUID($id);\n',
  'jobs/charge.py': 'from iamport import Iamport\niamport.pay_again(customer_uid="a", amount=1)\n',
  'node_modules/iamport/index.js': "request('/payments/cancel')",
  'dist/app.js': "IMP.request_pay({pg:'kcp'})",
  'notes.md': 'IMP.request_pay(',
  'v2.ts': "PortOne.requestPayment({ channelKey })\nawait fetch('/payments/' + paymentId + '/cancel')",
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naru-migrate-'))
  dataDir = await mkdtemp(join(tmpdir(), 'naru-migrate-data-'))
  for (const [name, text] of Object.entries(shop)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  await writeFile(
    join(dataDir, 'demo.json'),
    JSON.stringify({ channels: [{ module: 'inicis_v2', channelKey: 'channel-key-1', name: '이니시스' }] }),
  )
})
afterAll(async () => {
  await rm(root, { recursive: true })
  await rm(dataDir, { recursive: true })
})

async function run(...words: string[]): Promise<string> {
  const written: string[] = []
  const terminal = { out: (text: string) => void written.push(text), note: () => undefined }
  expect(await migrateCheck(words, { terminal, dataDir, workingDir: root })).toBe(0)
  return written.join('')
}

test('every call is told with its line and what replaces it, in five languages', async () => {
  const { calls } = JSON.parse(await run(root, '--json'))

  expect(calls.map(({ file, line, v2 }: Record<string, string>) => `${file}:${line} ${v2}`)).toEqual([
    'jobs/charge.py:1 pip portone-server-sdk',
    'jobs/charge.py:2 POST /payments/{paymentId}/billing-key',
    'legacy/Pay.java:1 io.portone:server-sdk',
    'legacy/Pay.java:2 POST /payments/{paymentId}/cancel',
    'legacy/pay.php:1 REST V2',
    'legacy/pay.php:2 GET /payments/{paymentId}',
    'server/cancel.ts:1 npm @portone/server-sdk',
    'server/cancel.ts:2 Authorization: PortOne {API Secret} (POST /login/api-secret)',
    'server/cancel.ts:3 POST /payments/{paymentId}/cancel',
    'server/cancel.ts:4 GET /payments/{paymentId}',
    'server/cancel.ts:5 POST /payments/{paymentId}/billing-key',
    'server/cancel.ts:6 Webhook.verify(secret, body, headers) → {type, data.paymentId}',
    'web/pay.js:1 storeId in every request',
    'web/pay.js:2 PortOne.requestPayment',
    'web/pay.js:6 /v2/browser-sdk.js, @portone/browser-sdk/v2',
  ])
})

test('a pg is told with the module and the channel key of this installation', async () => {
  const { pgs } = JSON.parse(await run(root, '--json'))

  expect(pgs).toEqual([
    {
      file: 'web/pay.js',
      line: 3,
      code: 'html5_inicis',
      mid: 'INIpayTest',
      v2: {
        modules: expect.arrayContaining(['inicis_v2']),
        channels: [expect.objectContaining({ channelKey: 'channel-key-1' })],
      },
    },
  ])
})

test('what is not understood is told, what is not the shop’s own is not read, and V2 code is silent', async () => {
  const told = await run(root)
  const { unsure } = JSON.parse(await run(root, '--json'))

  expect(unsure).toEqual([
    { file: 'web/pay.js', line: 4 },
    { file: 'web/pay.js', line: 5 },
  ])
  expect(told).toContain('web/pay.js:4')
  expect(told).toContain('This compares texts line by line')
  for (const name of ['node_modules', 'dist/app.js', 'notes.md', 'v2.ts'])
    expect(told).not.toContain(`${name}:`)
})

test('a folder that is not there is a sentence', async () => {
  await expect(run(join(root, 'none'))).rejects.toThrow('is not a folder')
  await expect(run()).rejects.toThrow('Name the folder')
})

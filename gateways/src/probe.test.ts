import { describe, expect, test } from 'vitest'
import { inicis } from './inicis/connector.ts'
import type { Gateway } from './port.ts'
import { testContext } from './testing/order.ts'
import { ScriptedNetwork, resetByPeer, type Scripted } from './testing/scripted-network.ts'
import { tosspayments } from './tosspayments/connector.ts'

async function kindOf(gateway: Gateway, answer: Scripted): Promise<string | undefined> {
  const network = new ScriptedNetwork(answer)
  return (await gateway.probe?.(testContext({ mid: 'm', secretKey: 's', iniApiKey: 'k' }, network)))?.kind
}

describe('whether a PG accepts the credentials is read off one inquiry that can move nothing', () => {
  test.each([
    [
      { status: 404, body: '{"code":"NOT_FOUND_PAYMENT","message":"존재하지 않는 결제 정보 입니다."}' },
      'accepted',
    ],
    [{ status: 401, body: '{"code":"UNAUTHORIZED_KEY","message":"인증되지 않은 시크릿 키"}' }, 'refused'],
    [{ status: 400, body: '{"code":"INVALID_API_KEY","message":"잘못된 시크릿키"}' }, 'refused'],
    [{ status: 400, body: '{"code":"PROVIDER_ERROR","message":"일시적인 오류"}' }, 'unclear'],
    [{ status: 500, body: '' }, 'silent'],
    [resetByPeer(), 'silent'],
  ] as const)('tosspayments %# is %s', async (answer, kind) => {
    expect(await kindOf(tosspayments, answer)).toBe(kind)
  })

  test.each([
    [{ body: '{"resultCode":"00","resultMsg":"정상","status":"9","tid":"","price":"0"}' }, 'accepted'],
    [{ body: '{"resultCode":"01","resultMsg":"거래 내역이 존재하지 않습니다"}' }, 'accepted'],
    [{ body: '{"resultCode":"SIM402","resultMsg":"서명(hash) 값이 일치하지 않습니다."}' }, 'refused'],
    [{ body: '{"resultCode":"SIM401","resultMsg":"등록되지 않은 상점아이디(mid)입니다."}' }, 'refused'],
    [{ body: '{"resultCode":"ER0102","resultMsg":"INIAPI 파라미터 값 오류"}' }, 'unclear'],
    [{ status: 503, body: 'busy' }, 'silent'],
  ] as const)('inicis %# is %s', async (answer, kind) => {
    expect(await kindOf(inicis, answer)).toBe(kind)
  })
})

test('a probe is one call that reads, and names the fields that it proved', async () => {
  const network = new ScriptedNetwork({ status: 404, body: '{"code":"NOT_FOUND_PAYMENT","message":"x"}' })

  const answer = await tosspayments.probe?.(testContext({ secretKey: 's' }, network))

  expect(answer).toMatchObject({ checked: ['secretKey'], pgCode: 'NOT_FOUND_PAYMENT' })
  expect(network.requests.map(({ method }) => method)).toEqual(['GET'])
})

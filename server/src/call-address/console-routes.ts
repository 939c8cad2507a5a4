import type { FastifyInstance } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { CallAddressView } from '../wire/console-call-address.ts'
import { parseCallAddressBody } from './call-address-body.ts'
import { readCallAddresses } from './call-address-store.ts'
import { saveCallAddresses, type CallAddressDependencies } from './save-call-addresses.ts'

/** 추가 설정 관리: addresses that may call REST V1. They belong to the merchant, as its V1 key does. */
export function registerCallAddressRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'merchant'>,
  deps: CallAddressDependencies,
): void {
  const path = '/console/api/call-addresses'

  async function view(merchantId: string, presentAddress: string): Promise<CallAddressView> {
    return { ...(await readCallAddresses(deps.database, merchantId)), presentAddress }
  }

  app.get(path, async (request, reply) => {
    const { merchantId, address } = await guard.merchant(request, 'call-addresses.read')
    void reply.header('cache-control', 'no-store')
    return view(merchantId, address)
  })

  app.put(path, async (request, reply) => {
    const caller = await guard.merchant(request, 'call-addresses.write')
    void reply.header('cache-control', 'no-store')
    await saveCallAddresses(deps, parseCallAddressBody(request.body, languageOf(request)), caller)
    return view(caller.merchantId, caller.address)
  })
}

import { inicis } from './inicis/connector.ts'
import type { Gateway, GatewayModule } from './port.ts'
import { tosspayments } from './tosspayments/connector.ts'

/** Every PG that this build can speak to, in the order in which the console lists them. */
export const gateways: readonly Gateway[] = Object.freeze([tosspayments, inicis])

export function findGateway(id: string): Gateway | undefined {
  return gateways.find((gateway) => gateway.id === id)
}

/** The module of that code with the gateway that owns it; codes are unique over all gateways. */
export function findModule(
  code: string,
): { readonly gateway: Gateway; readonly module: GatewayModule } | undefined {
  for (const gateway of gateways) {
    const module = gateway.catalogue.modules.find((each) => each.code === code)
    if (module !== undefined) return { gateway, module }
  }
  return undefined
}

import { catalogue as bluewalnut } from './bluewalnut/catalogue.ts'
import { danal } from './danal/connector.ts'
import { catalogue as daou } from './daou/catalogue.ts'
import { eximbay } from './eximbay/connector.ts'
import { catalogue as galaxia } from './galaxia/catalogue.ts'
import { catalogue as hyphen } from './hyphen/catalogue.ts'
import { inicis } from './inicis/connector.ts'
import { kakaopay } from './kakaopay/connector.ts'
import { kcp } from './kcp/connector.ts'
import { kicc } from './kicc/connector.ts'
import { catalogue as kpn } from './kpn/catalogue.ts'
import { catalogue as ksnet } from './ksnet/catalogue.ts'
import { catalogue as mobilians } from './mobilians/catalogue.ts'
import { naruTest } from './naru-test/connector.ts'
import { naverpayOrder } from './naverpay-order/connector.ts'
import { naverpay } from './naverpay/connector.ts'
import { nice } from './nice/connector.ts'
import { payco } from './payco/connector.ts'
import { catalogue as payletter } from './payletter/catalogue.ts'
import { catalogue as paymentwall } from './paymentwall/catalogue.ts'
import { paypal } from './paypal/connector.ts'
import { speakerOf, type Gateway, type GatewayCatalogue, type GatewayModule } from './port.ts'
import { catalogue as settle } from './settle/catalogue.ts'
import { catalogue as smartro } from './smartro/catalogue.ts'
import { catalogue as smilepay } from './smilepay/catalogue.ts'
import { tosspay } from './tosspay/connector.ts'
import { tosspayments } from './tosspayments/connector.ts'
import { catalogue as tripleA } from './triple-a/catalogue.ts'
import { catalogue as welcome } from './welcome/catalogue.ts'

/**
 * Every PG of the channel catalogue, in the order in which the console lists them: that of PortOne's preparation
 * guide (Korean PGs, easy pay, overseas), then the PGs that came after it.
 */
export const gateways: readonly Gateway[] = Object.freeze([
  nice,
  danal,
  catalogueOnly(mobilians),
  catalogueOnly(smartro),
  catalogueOnly(welcome),
  kicc,
  catalogueOnly(daou),
  tosspayments,
  catalogueOnly(settle),
  inicis,
  catalogueOnly(ksnet),
  catalogueOnly(kpn),
  kcp,
  naverpay,
  naverpayOrder,
  kakaopay,
  tosspay,
  payco,
  catalogueOnly(hyphen),
  eximbay,
  catalogueOnly(paymentwall),
  paypal,
  catalogueOnly(galaxia),
  catalogueOnly(payletter),
  catalogueOnly(tripleA),
  catalogueOnly(smilepay),
  catalogueOnly(bluewalnut),
  naruTest,
])

/** A PG whose connector is not here yet: its channels can be saved, its windows do not open. */
function catalogueOnly(catalogue: GatewayCatalogue): Gateway {
  return Object.freeze({ id: catalogue.id, catalogue })
}

export function findGateway(id: string): Gateway | undefined {
  return gateways.find((gateway) => gateway.id === id)
}

/** The module of that code with the gateway that speaks it; codes are unique over all gateways. */
export function findModule(
  code: string,
): { readonly gateway: Gateway; readonly module: GatewayModule } | undefined {
  for (const gateway of gateways) {
    const module = gateway.catalogue.modules.find((each) => each.code === code)
    if (module !== undefined) return { gateway: speakerOf(gateway, code), module }
  }
  return undefined
}

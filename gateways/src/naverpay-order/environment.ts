import type { Device, Environment } from '../port.ts'

/**
 * Hosts and service names (public merchant code). It calls the SOAP hosts by plain HTTP; the same hosts are called by TLS
 * here and never without. Orders that the test button made are in `Alpha2MallService41` of the sandbox.
 */
export interface NaverOrderHosts {
  /** Registers orders and wishes, server to server. */
  readonly register: string
  readonly page: Readonly<Record<Device, { readonly order: string; readonly wish: string }>>
  readonly soap: string
  readonly service: string
}

export function naverOrderHosts(environment: Environment): NaverOrderHosts {
  switch (environment.kind) {
    case 'live':
      return hosts('https://pay.naver.com', 'https://m.pay.naver.com', 'https://ec.api.naver.com', '')
    case 'sandbox':
      return hosts(
        'https://test-pay.naver.com',
        'https://test-m.pay.naver.com',
        'https://sandbox.api.naver.com',
        'Alpha2',
      )
    case 'simulator': {
      const here = `${environment.origin}/naverpay-order`
      return hosts(here, here, here, '')
    }
  }
}

function hosts(pc: string, mobile: string, soap: string, prefix: string): NaverOrderHosts {
  return {
    register: `${pc}/customer/api`,
    page: {
      PC: { order: `${pc}/customer/order.nhn`, wish: `${pc}/customer/wishlistPopup.nhn` },
      MOBILE: {
        order: `${mobile}/mobile/customer/order.nhn`,
        wish: `${mobile}/mobile/customer/wishList.nhn`,
      },
    },
    soap: `${soap}/Checkout`,
    service: `${prefix}MallService41`,
  }
}

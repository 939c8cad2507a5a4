import type { Driver } from '../driver.ts'

export const kicc: Driver = {
  // The PG publishes no shared test id for its present module.
  merchant: (moduleCode) =>
    moduleCode === 'kicc_v2'
      ? { mid: 'T0009999', credentials: { mid: 'T0009999', encryptionKey: 'easypay!KICCTEST' } }
      : undefined,
}

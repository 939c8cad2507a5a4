import type { Driver } from '../driver.ts'

export const tosspay: Driver = { closesOnDecline: true }

import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { catalogue } from './catalogue.ts'
import {
  beginDanalIdentity,
  checkDanalIdentity,
  confirmDanalOtp,
  fetchDanalIdentity,
  readDanalReturn,
  resendDanalOtp,
  sendDanalOtp,
} from './identity.ts'

/** Danal: identity verification by phone, at the simulator only; its payments wait for their connector. */
export const danal: Gateway = Object.freeze<Gateway>({
  id: 'danal',
  catalogue,
  windowOrigins: (_moduleCode, environment) =>
    environment.kind === 'simulator' ? { form: [environment.origin], frame: [environment.origin] } : {},
  checkIdentityOrder: (_moduleCode, order) => checkDanalIdentity(order),
  beginIdentity: beginDanalIdentity,
  readIdentityReturn: (_context, _order, memory, request) => readDanalReturn(memory, request),
  fetchIdentity: fetchDanalIdentity,
  sendOtp: sendDanalOtp,
  resendOtp: resendDanalOtp,
  confirmOtp: confirmDanalOtp,
  // Danal's settlement books are in its admin; no call for them is public.
  settlements: simulatorSettlements('danal'),
  settlementsAtSimulatorOnly: true,
})

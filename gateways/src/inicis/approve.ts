import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { approveMobile } from './mobile-approve.ts'
import { approvePc } from './pc-approve.ts'

/** Takes the money of the window that the buyer came back from. */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  switch (call.proof['window']) {
    case 'PC':
      return approvePc(context, call)
    case 'MOBILE':
      return approveMobile(context, call)
    default:
      return { kind: 'declined', pgCode: '', pgMessage: 'The return names no window of the PG.' }
  }
}

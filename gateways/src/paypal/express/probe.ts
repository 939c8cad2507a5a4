import type { GatewayContext, ProbeAnswer } from '../../port.ts'
import { readPairs } from '../../wire/form.ts'
import { text } from '../../wire/reading.ts'
import { sendNvp } from './nvp.ts'

/** `GetPalDetails` names the account that the three credentials open; 10002 says that they open none. */
export async function probeExpress(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['apiUsername', 'apiPassword', 'signature']
  const answer = await sendNvp(context, 'GetPalDetails')
  if (answer.kind === 'silent') return answer
  const fields = readPairs(answer.body)
  const pgCode = text(fields, 'L_ERRORCODE0') ?? ''
  const pgMessage = text(fields, 'L_LONGMESSAGE0') ?? ''
  const ack = text(fields, 'ACK')
  if (ack === undefined) return { kind: 'silent', reason: `status ${answer.status}` }
  const isGood = ack === 'Success' || ack === 'SuccessWithWarning'
  return {
    kind: isGood ? 'accepted' : pgCode === '10002' ? 'refused' : 'unclear',
    checked,
    pgCode,
    pgMessage,
  }
}

import type { V1Input } from '../credential/v1-input.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { escrowDelivery } from './escrow-delivery.ts'
import type { LogisticsCompany } from './logistics-company.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import type { EscrowFacts } from './payment.ts'
import type { LoadedPayment } from './payment-store.ts'
import { servePaid } from './serve-paid.ts'
import { refuseByPg, refuseV1, refuseV1As } from './v1-errors.ts'
import { loadOne } from './v1-routes.ts'

/** V1's codes of carriers, with the older ones of its clients; what it does not know is `ETC`. */
const companies: readonly (readonly [v1: string, company: LogisticsCompany])[] = [
  ['HYUNDAI', 'LOTTE'],
  ['LOTTE', 'LOTTE'],
  ['KGB', 'LOGEN'],
  ['LOGEN', 'LOGEN'],
  ['EPOST', 'POST'],
  ['REGISTPOST', 'POST_REGISTERED'],
  ['CJGLS', 'CJ'],
  ['KOREX', 'CJ'],
  ['HANJIN', 'HANJIN'],
  ['DAESIN', 'DAESIN'],
  ['CHUNIL', 'CHUNIL'],
  ['ILYANG', 'ILYANG'],
  ['CVSNET', 'GS'],
  ['KDEXP', 'KYUNGDONG'],
  ['HDEXP', 'HAPDONG'],
  ['ETC', 'ETC'],
]

const path = '/escrows/logis/{imp_uid}'

/** Shipping of escrow orders over REST V1. */
export function registerV1EscrowRoutes(router: V1Router, deps: PaymentDependencies): void {
  router.route('GET', path, async ({ caller, params }) => {
    const { attempt } = await escrowOf(deps, caller.storeId, params)
    if (attempt.data.escrow === undefined) throw refuseV1('ESCROW_NOT_REGISTERED')
    return { response: escrowView(attempt.data.escrow) }
  })

  for (const method of ['POST', 'PUT'] as const)
    router.route(method, path, async ({ caller, params, input }) => {
      const { head, attempt } = await escrowOf(deps, caller.storeId, params)
      const isFirst = method === 'POST'
      if (isFirst && attempt.data.escrow !== undefined) throw refuseV1('ESCROW_REGISTERED')
      if (!isFirst && attempt.data.escrow === undefined) throw refuseV1('ESCROW_NOT_REGISTERED')
      const service = escrowDelivery(readDelivery(input), isFirst)
      const { storeId, paymentId } = head
      const outcome = await servePaid(deps, { storeId, paymentId }, service)
      switch (outcome.kind) {
        case 'declined':
          throw refuseByPg(outcome, 500)
        case 'refused':
          throw refuseV1As(outcome.type, outcome.detail, 400)
        case 'done': {
          const { attempt: after } = await loadOne(deps, storeId, attempt.transactionId)
          return { response: escrowView(after.data.escrow) }
        }
      }
    })
}

/** The paid escrow order. */
async function escrowOf(
  deps: PaymentDependencies,
  storeId: string,
  params: Readonly<Record<string, string>>,
): Promise<LoadedPayment> {
  const loaded = await loadOne(deps, storeId, params['imp_uid'] ?? '')
  const { head, attempt } = loaded
  if (!attempt.data.order.isEscrow || head.transactionId !== attempt.transactionId)
    throw refuseV1('ESCROW_NONE')
  return loaded
}

function readDelivery(input: V1Input) {
  const logis = input.object('logis')
  const sender = input.object('sender')
  const receiver = input.object('receiver')
  const code = (logis.text('company') ?? '').toUpperCase()
  const sentAt = logis.instant('sent_at')
  if (code === '') throw refuseCommon('INVALID_REQUEST', 'logis.company: is required')
  if (sentAt === undefined) throw refuseCommon('INVALID_REQUEST', 'logis.sent_at: is required')
  const invoiceNumber = logis.text('invoice')?.trim()
  if (invoiceNumber === undefined || invoiceNumber.length > 50)
    throw refuseCommon('INVALID_REQUEST', 'logis.invoice: 1–50')
  return {
    company: companies.find(([v1]) => v1 === code)?.[1] ?? 'ETC',
    invoiceNumber,
    sentAt,
    registrarName: sender.text('name')?.slice(0, 50) ?? '',
    sender: postal(sender),
    receiver: postal(receiver, logis.text('address')),
    ...present('sendEmail', input.flag('send_email')),
  } as const
}

function postal(person: V1Input, elsewhere?: string) {
  const formed = person.object('formed_address')
  const lines = [formed.text('address_line_1'), formed.text('address_line_2')].filter(
    (line) => line !== undefined,
  )
  const address = person.text('addr') ?? (lines.length === 0 ? elsewhere : lines.join(' '))
  return {
    ...present('name', person.text('name')?.slice(0, 50)),
    ...present('phoneNumber', person.text('tel')?.slice(0, 30)),
    ...present('zipcode', person.text('postcode')?.slice(0, 20)),
    ...present('address', address?.slice(0, 300)),
  }
}

function escrowView(escrow: EscrowFacts | undefined): object {
  const company = companies.find(([, known]) => known === escrow?.company)?.[0] ?? 'ETC'
  return {
    applied_at: unix(escrow?.appliedAt),
    company,
    invoice: escrow?.invoiceNumber ?? null,
    sent_at: unix(escrow?.sentAt),
  }
}

function unix(at: string | undefined): number {
  return at === undefined ? 0 : Math.floor(Date.parse(at) / 1_000)
}

import {
  speakerOf,
  type BillingMethod,
  type Device,
  type Evidence,
  type Gateway,
  type GatewayModule,
  type IdentityMethod,
  type PayMethod,
  type PurseKind,
} from '@naru/gateways'

/** Something that a module says it can do; the stories that fit its `kind` are told about it. */
export type Ability =
  | { readonly kind: 'window'; readonly payMethod: PayMethod; readonly device: Device }
  | { readonly kind: 'billing-window'; readonly method: BillingMethod; readonly device: Device }
  | { readonly kind: 'billing-by-card' }
  | { readonly kind: 'issue-and-pay'; readonly method: BillingMethod; readonly device: Device }
  | { readonly kind: 'key-in' }
  | { readonly kind: 'account-by-api' }
  | { readonly kind: 'purse'; readonly purse: PurseKind }
  | { readonly kind: 'quick-pay'; readonly action: QuickPayAction }
  | { readonly kind: 'identity-window'; readonly device: Device }
  | { readonly kind: 'identity-code'; readonly method: IdentityMethod }
  | { readonly kind: 'button'; readonly use: 'payment' | 'billing' }
  | { readonly kind: 'page-script' }
  | { readonly kind: 'customers' }
  | { readonly kind: 'escrow' }
  | { readonly kind: 'cash-receipt' }
  | { readonly kind: 'capture' }
  | { readonly kind: 'card-promotions' }
  | { readonly kind: 'settlements' }
  | { readonly kind: 'credentials' }

/** What a member of KCP QuickPay does in its window (PortOne's guide to QuickPay); only those that make a key or a payment. */
export type QuickPayAction = (typeof quickPayActions)[number]
export const quickPayActions = ['Register', 'UserRegister', 'RegisterAutoPay', 'PinCheck', 'Pay'] as const

export interface DeclaredCell {
  readonly gateway: Gateway
  readonly module: GatewayModule
  readonly capability: string
  readonly ability: Ability
  readonly evidence: Evidence
  /** The wire is spoken to the simulator and to nobody else. */
  readonly simulatorOnly: boolean
}

const devices: readonly Device[] = ['PC', 'MOBILE']

/** Every cell that the catalogues and the connectors promise, in the order of the registry. */
export function declaredCells(gateways: readonly Gateway[]): readonly DeclaredCell[] {
  return gateways.flatMap((owner) =>
    owner.catalogue.modules.flatMap((module) => {
      const gateway = speakerOf(owner, module.code)
      return abilitiesOf(gateway, module).map((ability) => ({
        gateway,
        module,
        ability,
        capability: capabilityOf(ability),
        evidence: evidenceOf(module, ability),
        simulatorOnly:
          evidenceOf(module, ability) === 'C' ||
          module.testOnly === true ||
          (ability.kind === 'settlements' && gateway.settlementsAtSimulatorOnly === true),
      }))
    }),
  )
}

/** That of the module, or the weaker one of a part of it. */
function evidenceOf(
  { evidence, billing, identity, virtualAccountEvidence }: GatewayModule,
  { kind }: Ability,
): Evidence {
  switch (kind) {
    case 'issue-and-pay':
      return billing?.firstPaymentEvidence ?? evidence
    case 'billing-window':
      return billing?.windowEvidence ?? evidence
    case 'account-by-api':
      return virtualAccountEvidence ?? evidence
    case 'identity-code':
      return identity?.otpEvidence ?? evidence
    default:
      return evidence
  }
}

function abilitiesOf(gateway: Gateway, module: GatewayModule): readonly Ability[] {
  const { window, billing, identity, ui } = module
  const takesMoney = (window?.payMethods.length ?? 0) > 0
  // Escrow and cash receipts are Korean law, and a PG may have modules abroad.
  const takesWon = takesMoney && window?.currencies.includes('KRW') === true
  return [
    ...(window?.payMethods ?? []).flatMap((payMethod) =>
      devices.map((device): Ability => ({ kind: 'window', payMethod, device })),
    ),
    ...(billing?.windowMethods ?? []).flatMap((method) =>
      devices.map((device): Ability => ({ kind: 'billing-window', method, device })),
    ),
    ...only(billing?.byCard, { kind: 'billing-by-card' }),
    ...[...new Set(Object.values(billing?.withFirstPayment ?? {}).flat())].flatMap((method) =>
      devices.map((device): Ability => ({ kind: 'issue-and-pay', method, device })),
    ),
    ...only(module.keyIn, { kind: 'key-in' }),
    ...only(module.virtualAccountByApi, { kind: 'account-by-api' }),
    ...(module.purses ?? []).map((purse): Ability => ({ kind: 'purse', purse })),
    ...(module.quickPay === true ? quickPayActions : []).map((action): Ability => ({
      kind: 'quick-pay',
      action,
    })),
    ...(identity?.window === undefined
      ? []
      : devices.map((device): Ability => ({ kind: 'identity-window', device }))),
    ...(identity?.otpMethods ?? []).map((method): Ability => ({ kind: 'identity-code', method })),
    ...only(ui?.payment !== undefined, { kind: 'button', use: 'payment' }),
    ...only(ui?.billing !== undefined, { kind: 'button', use: 'billing' }),
    ...only(module.pageScript !== undefined, { kind: 'page-script' }),
    ...only(module.admitsCustomers, { kind: 'customers' }),
    // The catalogue has no word for what follows; the connector promises it by having the operation.
    ...only(takesWon && hasEscrow(gateway), { kind: 'escrow' }),
    ...only(takesWon && gateway.issueCashReceipt !== undefined, { kind: 'cash-receipt' }),
    ...only(takesMoney && gateway.capture !== undefined, { kind: 'capture' }),
    ...only(takesMoney && gateway.listCardPromotions !== undefined, { kind: 'card-promotions' }),
    ...only(takesMoney && gateway.settlements !== undefined, { kind: 'settlements' }),
    ...only((takesMoney || billing !== undefined) && gateway.probe !== undefined, { kind: 'credentials' }),
  ]
}

function hasEscrow(gateway: Gateway): boolean {
  return gateway.registerEscrowDelivery !== undefined || gateway.completeEscrow !== undefined
}

function only(isDeclared: boolean | undefined, ability: Ability): readonly Ability[] {
  return isDeclared === true ? [ability] : []
}

function capabilityOf(ability: Ability): string {
  switch (ability.kind) {
    case 'window':
      return `window:${ability.payMethod}:${ability.device}`
    case 'billing-window':
      return `billing-window:${ability.method}:${ability.device}`
    case 'issue-and-pay':
      return `issue-and-pay:${ability.method}:${ability.device}`
    case 'purse':
      return `purse:${ability.purse}`
    case 'quick-pay':
      return `quick-pay:${ability.action}`
    case 'identity-window':
      return `identity-window:${ability.device}`
    case 'identity-code':
      return `identity-code:${ability.method}`
    case 'button':
      return `button:${ability.use}`
    default:
      return ability.kind
  }
}

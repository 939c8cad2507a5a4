import type { HandOff } from '@naru/server/wire/checkout'
import { runBrandpay } from './brandpay-sdk.ts'
import { runEximbay } from './eximbay-sdk.ts'
import { runForm } from './form.ts'
import { runInicisStandard } from './inicis-standard.ts'
import { runKcpStandard } from './kcp-standard.ts'
import { runNaverPay } from './naverpay-sdk.ts'
import { runNicePayStandard } from './nicepay-standard.ts'
import { runRedirect } from './redirect.ts'
import { runTossPayments } from './tosspayments-sdk.ts'
import { runXpay } from './xpay-crossplatform.ts'

export interface HandOffTools {
  /** Starts an app: top-level navigation, by way of the shop's script when this page stands in a frame. */
  readonly navigateTop: (url: string) => void
}

export type HandOffOutcome =
  /** This page is being left for the PG's. */
  | { readonly kind: 'leaving' }
  /** The PG shows its window above this page. */
  | { readonly kind: 'in-window' }
  | { readonly kind: 'in-app'; readonly url: string }
  | { readonly kind: 'closed-by-buyer' }
  | { readonly kind: 'failed'; readonly fault: 'script' | 'pg'; readonly message?: string }

/** Hands the buyer over to the PG, by the one driver that its kind of window needs. */
export async function runHandOff(handOff: HandOff, tools: HandOffTools): Promise<HandOffOutcome> {
  switch (handOff.kind) {
    case 'redirect':
      return runRedirect(handOff.url, tools)
    case 'form':
      return runForm(handOff)
    case 'tosspayments-sdk':
      return runTossPayments(handOff)
    case 'brandpay-sdk':
      return runBrandpay(handOff)
    case 'inicis-standard':
      return runInicisStandard(handOff)
    case 'kcp-standard':
      return runKcpStandard(handOff)
    case 'nicepay-standard':
      return runNicePayStandard(handOff)
    case 'xpay-crossplatform':
      return runXpay(handOff)
    case 'eximbay-sdk':
      return runEximbay(handOff)
    case 'naverpay-sdk':
      return runNaverPay(handOff)
    case 'in-page':
      // Such an attempt has no window: the PG's button in the shop's page begins it.
      return { kind: 'failed', fault: 'pg' }
  }
}

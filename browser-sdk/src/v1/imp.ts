import type { Slots } from '../checkout-origin.ts'
import { failure, merchantUidOf, tellFailure, type ImpCallback } from './imp-result.ts'
import { requestPay, type ImpPage } from './request-pay.ts'

export interface ImpOptions {
  /** Loaded under a name of before 1.3.0. */
  readonly isLegacy: boolean
}

/** The functions of V1's `IMP`. Each exists; the ones that cannot serve yet say so where their caller listens. */
export function createImp(slots: Slots, options: ImpOptions) {
  const page: ImpPage = { userCode: '', tierCode: undefined, busy: false, running: undefined }
  const refuse = (name: string, param: unknown, callback?: unknown): void => {
    tellFailure(param, callback, failure(merchantUidOf(param), notEnabled, notEnabledText(name)))
  }
  return {
    slots,
    init(userCode: unknown): void {
      page.userCode = String(userCode)
      page.tierCode = undefined
    },
    agency(userCode: unknown, tierCode: unknown): void {
      page.userCode = String(userCode)
      page.tierCode = String(tierCode)
    },
    request_pay(param: unknown, callback?: ImpCallback): void {
      void requestPay(slots, page, options, param, callback)
    },
    certification: (param: unknown, callback?: ImpCallback): void => refuse('certification', param, callback),
    loadUI: (_uiType: unknown, param: unknown, callback?: ImpCallback): void =>
      refuse('loadUI', param, callback),
    updateLoadUIRequest: (_uiType: unknown, param: unknown, callback?: ImpCallback): void =>
      refuse('updateLoadUIRequest', param, callback),
    loadModule: async (_moduleType: unknown, _merchant?: unknown, _options?: unknown): Promise<never> => {
      throw Object.assign(new Error(notEnabledText('loadModule')), { code: notEnabled })
    },
    naver_zzim: (param: unknown, callback?: ImpCallback): void => refuse('naver_zzim', param, callback),
    communicate: (param?: unknown, callback?: ImpCallback): void => refuse('communicate', param, callback),
    /** Takes our window away; the server decides how the payment ends, and the callback hears of it. */
    close(): void {
      page.running?.wishClose()
    },
    deinit(): void {
      page.running?.wishClose()
      page.userCode = ''
      page.tierCode = undefined
    },
  }
}

const notEnabled = 'NOT_ENABLED'

function notEnabledText(name: string): string {
  return `이 설치본에서는 아직 사용할 수 없는 기능입니다. (IMP.${name} is not available on this installation yet)`
}

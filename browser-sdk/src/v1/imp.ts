import type { Slots } from '../checkout-origin.ts'
import { drawBrandpayWidget } from './brandpay-widget.ts'
import { failure, merchantUidOf, tellFailure, type ImpCallback } from './imp-result.ts'
import { loadModule, type BrandpayModule } from './load-module.ts'
import { loadUi, type LoadedUi } from './load-ui.ts'
import { openWishList } from './naver-wish.ts'
import { drawPgButton, type ButtonRequest } from './pg-button.ts'
import { bodyFor, openWindow, type ImpPage } from './request-pay.ts'

export interface ImpOptions {
  /** Loaded under a name of before 1.3.0. */
  readonly isLegacy: boolean
}

/** The functions of V1's `IMP`. Each exists; the ones that cannot serve yet say so where their caller listens. */
export function createImp(slots: Slots, options: ImpOptions) {
  const page: ImpPage = { userCode: '', tierCode: undefined, busy: false, running: undefined }
  const loaded = new Map<unknown, LoadedUi>()
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
      void openWindow('attempts', slots, page, options, param, callback)
    },
    certification(param: unknown, callback?: ImpCallback): void {
      void openWindow('certifications', slots, page, options, param, callback)
    },
    /** Throws V1's sentence where the page has no place for the button. */
    loadUI(uiType: unknown, param: unknown, callback?: ImpCallback): void {
      loaded.get(uiType)?.remove()
      const pay = (asked: unknown, told: ImpCallback | undefined): void =>
        void openWindow('attempts', slots, page, options, asked, told)
      const drawOwn = async (type: string, element: HTMLElement, newest: () => ButtonRequest) =>
        drawPgButton(slots, element, newest, (asked) => ({
          ...bodyFor(page, options, asked),
          uiType: type,
        }))
      const drawWidget = async (element: HTMLElement, asked: unknown) =>
        drawBrandpayWidget(slots, page, options, element, asked)
      loaded.set(uiType, loadUi(uiType, param, callback, { pay, drawOwn, drawWidget }))
    },
    updateLoadUIRequest(uiType: unknown, param: unknown): void {
      loaded.get(uiType)?.update(param)
    },
    /** BrandPay's own pages for its member: password, payment methods, settings. */
    loadModule: async (moduleType: unknown, merchant?: unknown, given?: unknown): Promise<BrandpayModule> =>
      loadModule(slots, page, options, moduleType, merchant, given),
    /** Naver's wish list; the callback, which V1 does not promise, hears only of a failure. */
    naver_zzim(param: unknown, callback?: ImpCallback): void {
      void openWishList(slots, page, options, param, callback)
    },
    communicate: (param?: unknown, callback?: ImpCallback): void => refuse('communicate', param, callback),
    /** Takes our window away; the server decides how the payment ends, and the callback hears of it. */
    close(): void {
      page.running?.wishClose()
    },
    deinit(): void {
      page.running?.wishClose()
      for (const ui of loaded.values()) ui.remove()
      loaded.clear()
      page.userCode = ''
      page.tierCode = undefined
    },
  }
}

const notEnabled = 'NOT_ENABLED'

function notEnabledText(name: string): string {
  return `이 설치본에서는 아직 사용할 수 없는 기능입니다. (IMP.${name} is not available on this installation yet)`
}

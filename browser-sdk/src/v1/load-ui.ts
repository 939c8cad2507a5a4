import type { PgWidget } from './brandpay-widget.ts'
import type { ImpCallback } from './imp-result.ts'
import type { ButtonRequest } from './pg-button.ts'

/** Texts of V1's script, which pages compare. */
const texts = {
  none: 'portone-ui-container를 찾을 수 없습니다.',
  noneOfType: 'data-portone-ui-type에 올바른 UI 타입을 입력해주세요.',
  several: '동일한 data-portone-ui-type을 갖는 DOM element가 2개 이상 존재합니다.',
  unknown: '지원하지 않는 UI 타입입니다.',
}

const uiTypes = ['paypal-spb', 'paypal-rt', 'toss-brandpay-widget', 'payment-bridge']
const brandpayWidget = 'toss-brandpay-widget'
const brandpayButton = 'portone-toss-brandpay-widget-button'

/** What a button of `loadUI` asks for when it is clicked. */
export interface LoadedUi {
  readonly param: unknown
  readonly callback: ImpCallback | undefined
  /** `updateLoadUIRequest`: from now on this is asked for. */
  update(param: unknown): void
  /** Takes the button out of the page, or the click off the page's own button. */
  remove(): void
}

/** Who does what `loadUI` promises. */
export interface UiHands {
  readonly pay: (param: unknown, callback: ImpCallback | undefined) => void
  /** Draws the PG's own button; false where it has none. */
  readonly drawOwn: (uiType: string, element: HTMLElement, newest: () => ButtonRequest) => Promise<boolean>
  /** Draws BrandPay's widget. Rejects where it cannot be drawn. */
  readonly drawWidget: (element: HTMLElement, param: unknown) => Promise<PgWidget>
}

/**
 * `IMP.loadUI`: a button in the page's `.portone-ui-container` that pays when it is clicked. A PG that has a button of its
 * own (PayPal) draws it by its script; ours is plain and leads to the PG's window. BrandPay draws its payment methods there,
 * and the page's own button pays with the one that is picked; where they cannot be drawn, its window asks for one.
 *
 * @throws Error with V1's sentence where the page has no place for it
 */
export function loadUi(
  uiType: unknown,
  param: unknown,
  callback: ImpCallback | undefined,
  { pay, drawOwn, drawWidget }: UiHands,
): LoadedUi {
  if (typeof uiType !== 'string' || !uiTypes.includes(uiType)) throw new Error(texts.unknown)
  const container = findContainer(uiType)
  const own = uiType === brandpayWidget ? document.getElementById(brandpayButton) : null
  const button = own ?? drawButton(uiType)
  const place = document.createElement('div')
  place.id = `ui-container-${uiType}`
  let newest = param
  let widget: PgWidget | undefined
  let isGone = false
  const loaded: LoadedUi = {
    get param() {
      return newest
    },
    callback,
    update: (asked) => {
      newest = asked
      widget?.update(asked)
    },
    remove: () => {
      isGone = true
      button.removeEventListener('click', onClick)
      if (own === null) button.remove()
      widget?.remove()
      place.remove()
    },
  }
  function onClick(): void {
    pay(widget === undefined ? newest : widget.withPick(newest), callback)
  }
  button.addEventListener('click', onClick)
  if (uiType === brandpayWidget) {
    container.replaceChildren(place, ...(own === null ? [button] : []))
    void drawWidget(place, param).then(
      (drawn) => {
        if (isGone) drawn.remove()
        else {
          widget = drawn
          if (newest !== param) drawn.update(newest)
        }
      },
      // What keeps the widget away is told by the payment itself, when the button is pressed.
      () => undefined,
    )
    return loaded
  }
  if (!uiType.startsWith('paypal')) {
    container.replaceChildren(button)
    return loaded
  }
  container.replaceChildren(place)
  void drawOwn(uiType, place, () => loaded).then((isDrawn) => {
    if (!isDrawn && place.isConnected) place.replaceChildren(button)
  })
  return loaded
}

/** The only container, whatever its type says; of several the one of this type. */
function findContainer(uiType: string): Element {
  const all = Array.from(document.querySelectorAll('.portone-ui-container'))
  const [only] = all
  if (only === undefined) throw new Error(texts.none)
  if (all.length === 1) return only
  const [one, another] = all.filter((element) => element.getAttribute('data-portone-ui-type') === uiType)
  if (one === undefined) throw new Error(texts.noneOfType)
  if (another !== undefined) throw new Error(texts.several)
  return one
}

function drawButton(uiType: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = uiType.startsWith('paypal') ? 'PayPal' : '결제하기'
  Object.assign(button.style, {
    minHeight: '44px',
    width: '100%',
    border: '0',
    borderRadius: '6px',
    background: uiType.startsWith('paypal') ? '#ffc439' : '#1f5eff',
    color: uiType.startsWith('paypal') ? '#111111' : '#ffffff',
    font: '600 16px sans-serif',
    cursor: 'pointer',
  })
  return button
}

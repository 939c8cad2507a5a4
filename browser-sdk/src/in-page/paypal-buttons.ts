import type { UiDrawing } from '@naru/server/wire/checkout'
import { isRecord } from '../drop-nulls.ts'
import type { ButtonEvents } from './button-driver.ts'

type Buttons = (options: object) => { render(element: HTMLElement): Promise<unknown> }

const loadWithinMs = 15_000

/**
 * PayPal's JavaScript SDK: `window[namespace].Buttons({style, createOrder | createBillingAgreement, onApprove, onCancel,
 * onError}).render(element)`. The script's address carries currency and contract, so a button whose address changed
 * loads its script anew.
 */
export async function drawPaypalButtons(
  drawing: UiDrawing,
  element: HTMLElement,
  events: ButtonEvents,
): Promise<void> {
  const buttons = await loadButtons(drawing)
  const options = {
    style: drawing.style,
    [drawing.ask]: async () => events.ask(),
    onApprove: async (data: unknown) => events.approved(approvalOf(data)),
    onCancel: async () => events.cancelled(),
    onError: (error: unknown) => void events.failed(error),
  }
  await buttons(options).render(element)
}

/** PayPal's names become those of its redirect, which the server reads: `token`, `PayerID`, `ba_token`. */
function approvalOf(data: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  if (!isRecord(data)) return fields
  const names = { orderID: 'token', payerID: 'PayerID', billingToken: 'ba_token' } as const
  for (const [theirs, ours] of Object.entries(names)) {
    const value = data[theirs]
    if (typeof value === 'string' && value !== '') fields[ours] = value
  }
  return fields
}

async function loadButtons({ scriptUrl, attributes, namespace }: UiDrawing): Promise<Buttons> {
  const id = `naru-${namespace}`
  const present = document.getElementById(id)
  const ready = present?.getAttribute('src') === scriptUrl ? find(namespace) : undefined
  if (ready !== undefined) return ready
  present?.remove()
  const script = document.createElement('script')
  script.id = id
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value)
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => {
      script.remove()
      reject(new Error('script'))
    }
    const timer = window.setTimeout(fail, loadWithinMs)
    script.addEventListener('load', () => {
      window.clearTimeout(timer)
      resolve()
    })
    script.addEventListener('error', () => {
      window.clearTimeout(timer)
      fail()
    })
    script.setAttribute('src', scriptUrl)
    document.head.append(script)
  })
  const loaded = find(namespace)
  if (loaded === undefined) throw new Error('script')
  return loaded
}

function find(namespace: string): Buttons | undefined {
  const found: unknown = Reflect.get(window, namespace)
  return isRecord(found) && typeof found['Buttons'] === 'function' ? (found['Buttons'] as Buttons) : undefined
}

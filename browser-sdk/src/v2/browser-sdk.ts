import { createSlots } from '../checkout-origin.ts'
import { createPortOne } from './portone.ts'

/**
 * `/v2/browser-sdk.js`: sets `window.PortOne` while it is being evaluated, because the npm loader looks for it
 * in the script's `load` event. A second evaluation keeps the first instance and its open window.
 */
const script = document.currentScript
if (!('PortOne' in window) || !window.PortOne) {
  const slots = createSlots(script instanceof HTMLScriptElement ? script.src : '')
  Object.assign(window, { PortOne: createPortOne(slots) })
}

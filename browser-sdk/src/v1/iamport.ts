import { createSlots } from '../checkout-origin.ts'
import { createImp } from './imp.ts'

/**
 * `/v1/iamport.js`, and under the older names `/js/iamport.payment-<version>.js`: sets `window.IMP`. A page that loads
 * it twice keeps the first one and its open window.
 */
const script = document.currentScript
if (!('IMP' in window) || !window.IMP) {
  const address = script instanceof HTMLScriptElement ? script.src : ''
  const isLegacy = /\/js\/iamport\.payment(-[\w.-]+)?\.js/.test(address)
  Object.assign(window, { IMP: createImp(createSlots(address), { isLegacy }) })
}

import { createSlots } from '../checkout-origin.ts'
import { createImp } from './imp.ts'

/** `/v1/iamport.esm.js`. `Object.assign(slots, { CHECKOUT_SERVER })` redirects every later call. */
export const slots = createSlots(import.meta.url)

const IMP = createImp(slots, { isLegacy: false })

export default IMP

import type { PrepareBody } from '@naru/server/wire/checkout'

/**
 * PC or MOBILE, decided by the user agent: phones and tablets are MOBILE, everything else (televisions,
 * headsets, an iPad that asks for desktop pages) is PC. Presentation only; the server never trusts it.
 */
export function classifyDevice(userAgent: string, maxTouchPoints: number): PrepareBody['device'] {
  return {
    platformType: isHandheld(userAgent) ? 'MOBILE' : 'PC',
    // An iPad in desktop mode calls itself a Macintosh; no Mac has a touch screen.
    isIpad: /Macintosh/.test(userAgent) && maxTouchPoints > 1,
    userAgent,
  }
}

function isHandheld(userAgent: string): boolean {
  if (
    /CrOS|SMART-?TV|Smart TV|Android TV|GoogleTV|BRAVIA|AFT[A-Z]+ |OculusBrowser|Tizen.*TV|Web0S/i.test(
      userAgent,
    )
  )
    return false
  return /Android|iPhone|iPad|iPod|Windows Phone|IEMobile|BlackBerry|BB10|PlayBook|Kindle|Silk\/|Opera M(?:ini|obi)|(?:Mobile|Tablet); rv:|KAIOS|Tizen/i.test(
    userAgent,
  )
}

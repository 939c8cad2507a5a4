import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import {
  addPasskey,
  passkeyCreationOptions,
  passkeyRequestOptions,
  signInWithPasskey,
} from './my-account-api.ts'

/** The browser, or the person in front of it, did not go along. */
export class PasskeyProblem extends Error {
  readonly kind: 'cancelled' | 'known' | 'unsupported'

  constructor(kind: PasskeyProblem['kind'], cause: unknown) {
    super(kind, { cause })
    this.kind = kind
  }
}

// Only who uses a passkey loads the library.
const library = () => import('@simplewebauthn/browser')

export function canUsePasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function'
}

/** Makes a passkey on this device and registers it. */
export async function registerPasskey(password: string, name: string): Promise<void> {
  const { options } = await passkeyCreationOptions({ password })
  const { startRegistration } = await library()
  // The border: the server's WebAuthn library has made these for exactly this call.
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw problemOf(error)
  })
  await addPasskey({ response, name })
}

/** Signs in with a passkey that the person chooses in the browser's own window. */
export async function signInByPasskey(): Promise<void> {
  await authenticate(false)
}

/**
 * Offers passkeys in the autofill list of the e-mail field, and waits for as long as the page stays.
 *
 * @returns false where the browser cannot do that
 */
export async function offerPasskeys(): Promise<boolean> {
  if (!canUsePasskeys()) return false
  const { browserSupportsWebAuthnAutofill } = await library()
  if (!(await browserSupportsWebAuthnAutofill())) return false
  await authenticate(true)
  return true
}

/** Takes an offer back. */
export async function stopOffering(): Promise<void> {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

async function authenticate(isOffer: boolean): Promise<void> {
  const { options } = await passkeyRequestOptions()
  const { startAuthentication } = await library()
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill: isOffer }).catch(
    (error: unknown) => {
      throw problemOf(error)
    },
  )
  await signInWithPasskey({ response })
}

/** Names of the WebAuthn standard: the same for a refusal, a time-out and a closed window. */
function problemOf(error: unknown): PasskeyProblem {
  const name = error instanceof Error ? error.name : ''
  if (name === 'InvalidStateError') return new PasskeyProblem('known', error)
  if (name === 'SecurityError' || name === 'NotSupportedError')
    return new PasskeyProblem('unsupported', error)
  return new PasskeyProblem('cancelled', error)
}

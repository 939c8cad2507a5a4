import { Button, Stack } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { canUsePasskeys, offerPasskeys, signInByPasskey, stopOffering } from './passkey-ceremony.ts'
import { isFailure } from '../api/failure.ts'
import { PasskeyNote } from './passkey-note.tsx'

/** Below the life of a challenge, so that an offer on a page left open is still good when somebody takes it. */
const offerMs = 4 * 60_000

/** Signing in without a password: by button, and from the autofill list of the e-mail field. */
export function PasskeySignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { t } = useTranslation()
  const now = useMutation({ mutationFn: signInByPasskey, onSuccess: onSignedIn })
  const offer = useMutation({
    mutationFn: offerPasskeys,
    onSuccess: (isSignedIn) => {
      if (isSignedIn) onSignedIn()
    },
  })
  const begin = useEffectEvent(() => offer.mutate())
  useEffect(() => {
    if (!canUsePasskeys()) return undefined
    begin()
    const renewal = setInterval(begin, offerMs)
    return () => {
      clearInterval(renewal)
      void stopOffering()
    }
  }, [])

  if (!canUsePasskeys()) return null
  // An offer that nobody took is no failure; one that the server refused is.
  const failure = now.error ?? (isFailure(offer.error, 'PasskeyRefusedError') ? offer.error : null)
  return (
    <Stack gap="sm">
      <Button
        variant="default"
        size="md"
        leftSection={<IconFingerprint size={20} />}
        loading={now.isPending}
        onClick={() => now.mutate()}
      >
        {t('myAccount.passkey.signIn')}
      </Button>
      {failure === null ? null : <PasskeyNote error={failure} />}
    </Stack>
  )
}

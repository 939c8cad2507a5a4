import { Button, Stack } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  canUsePasskeys,
  offerPasskeys,
  PasskeyProblem,
  signInByPasskey,
  stopOffering,
} from './passkey-ceremony.ts'
import { PasskeyNote } from './passkey-note.tsx'

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
    return () => void stopOffering()
  }, [])

  if (!canUsePasskeys()) return null
  // An offer that nobody took is no failure; one that the server refused is.
  const failure = now.error ?? (offer.error instanceof PasskeyProblem ? null : offer.error)
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

import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../parts/failure-note.tsx'
import { PasskeyProblem } from './passkey-ceremony.ts'

/** Why a passkey did not come about: the browser's reasons in our words, the server's in its own. */
export function PasskeyNote({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (!(error instanceof PasskeyProblem)) return <FailureNote error={error} />
  return (
    <Alert color="yellow" variant="light" role="alert" c="var(--mantine-color-text)">
      {t(`myAccount.passkey.${error.kind}`)}
    </Alert>
  )
}

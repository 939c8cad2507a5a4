import { Alert, Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EmailBody } from '@naru/server/wire/console'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'
import { FailureNote } from '../parts/failure-note.tsx'

/** Asks for the verification mail once more. The answer never tells whether the address has an account. */
export function ResendButton({ email }: { readonly email: string }) {
  const { t } = useTranslation()
  const resend = useMutation({
    mutationFn: (body: EmailBody) => request('POST', apiPath`verification-mail`, body),
  })
  return (
    <Stack gap="xs">
      <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate({ email })}>
        {t('account.resend')}
      </Button>
      <div role="status">
        {resend.isSuccess ? (
          <Alert color="teal" variant="light">
            {t('account.resendDone')}
          </Alert>
        ) : null}
      </div>
      {resend.isError ? <FailureNote error={resend.error} /> : null}
    </Stack>
  )
}

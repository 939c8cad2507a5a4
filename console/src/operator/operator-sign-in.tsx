import { Box, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AuthHeading } from '../account/auth-heading.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { signInOperator } from './operator-api.ts'

export function OperatorSignIn() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: signInOperator,
    onSuccess: () => queryClient.resetQueries({ queryKey: ['operator'] }),
  })
  return (
    <Box maw={420} mx="auto" pt={{ base: 24, sm: 64 }}>
      <AuthHeading title={t('operator.signIn')} text={t('operator.signInText')} />
      <form
        aria-label={t('operator.signIn')}
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate({ email: email.trim(), password })
        }}
      >
        <Stack>
          <TextInput
            label={t('operator.email')}
            type="email"
            autoComplete="username"
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('operator.password')}
            autoComplete="current-password"
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t('account.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError ? <FailureNote error={signIn.error} /> : null}
          <Button
            type="submit"
            size="md"
            loading={signIn.isPending}
            disabled={email === '' || password === ''}
          >
            {t('operator.signIn')}
          </Button>
        </Stack>
      </form>
    </Box>
  )
}

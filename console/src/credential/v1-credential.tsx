import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconRefresh, IconShieldLock } from '@tabler/icons-react'
import type { Me } from '@naru/server/wire/console'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { MaskedSecret } from '../parts/masked-secret.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { NoPermission } from '../parts/no-permission.tsx'
import { reissueV1Secret, v1CredentialQuery } from './credential-api.ts'

interface V1CredentialProps {
  readonly storeId: string
  readonly me: Pick<Me, 'actions'>
}

/** Code, key and secret of V1. Re-issuing kills the former secret at once, hence the question. */
export function V1Credential({ storeId, me }: V1CredentialProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const mayRead = may(me, 'v1-keys.read')
  const { data, error, refetch } = useQuery({ ...v1CredentialQuery(storeId), enabled: mayRead })
  const mutation = useMutation({
    mutationFn: () => reissueV1Secret(storeId),
    onSuccess: (fresh) => {
      queryClient.setQueryData(v1CredentialQuery(storeId).queryKey, fresh)
      setIsAsking(false)
      tell.done(t('credential.reissued'))
    },
  })
  if (!mayRead) {
    return (
      <Section>
        <NoPermission />
      </Section>
    )
  }
  return (
    <Section title={t('credential.v1Title')} text={t('credential.v1Text')}>
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <SkeletonRows /> : null}
      {data === undefined ? null : (
        <Stack gap="lg">
          <Named label={t('credential.userCode')} text={t('credential.userCodeText')}>
            <Copyable value={data.userCode} label={t('credential.userCode')} />
          </Named>
          <Named label={t('credential.restKey')}>
            <Copyable value={data.restKey} label={t('credential.restKey')} />
          </Named>
          <Named label={t('credential.restSecret')}>
            <MaskedSecret value={data.restSecret} label={t('credential.restSecret')} />
          </Named>
          <Alert variant="light" color="red" icon={<IconShieldLock size={18} />}>
            <Text fz="sm">{t('credential.restSecretText')}</Text>
          </Alert>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => setIsAsking(true)}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('credential.reissue')}
          </Button>
        </Stack>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('credential.reissueTitle')}
        confirmLabel={t('credential.reissue')}
        isDangerous
        isBusy={mutation.isPending}
        error={mutation.error}
        onConfirm={() => mutation.mutate()}
        onClose={() => {
          setIsAsking(false)
          mutation.reset()
        }}
      >
        {t('credential.reissueText')}
      </ConfirmDialog>
    </Section>
  )
}

interface NamedProps {
  readonly label: string
  readonly text?: string
  readonly children: ReactNode
}

function Named({ label, text, children }: NamedProps) {
  return (
    <div>
      <Text fz="sm" fw={600} mb={4}>
        {label}
      </Text>
      {children}
      {text === undefined ? null : (
        <Text fz="xs" c="dimmed" mt={4}>
          {text}
        </Text>
      )}
    </div>
  )
}

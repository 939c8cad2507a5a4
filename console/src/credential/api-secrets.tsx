import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import type { ApiSecretInfo, Me } from '@naru/server/wire/console'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useTell } from '../parts/use-tell.ts'
import { ApiSecretRow } from './api-secret-row.tsx'
import { apiSecretsQuery, deleteApiSecret } from './credential-api.ts'
import { IssueSecretDialog } from './issue-secret-dialog.tsx'
import './credential.css'

interface ApiSecretsProps {
  readonly storeId: string
  readonly me: Pick<Me, 'actions'>
}

/** The V2 API secrets of a store; only Owner and Admin issue and delete them. */
export function ApiSecrets({ storeId, me }: ApiSecretsProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const queryClient = useQueryClient()
  const [isIssuing, setIsIssuing] = useState(false)
  const [doomed, setDoomed] = useState<ApiSecretInfo>()
  const mayWrite = may(me, 'api-secrets.write')
  const { data: secrets, error, refetch } = useQuery(apiSecretsQuery(storeId))
  const mutation = useMutation({
    mutationFn: (secret: ApiSecretInfo) => deleteApiSecret(storeId, secret.apiSecretId),
    onSuccess: async (_answer, secret) => {
      setDoomed(undefined)
      tell.done(t('credential.deleted', { name: secret.name }))
      await queryClient.invalidateQueries({ queryKey: ['store', storeId, 'api-secrets'] })
    },
  })
  const issueButton = mayWrite ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsIssuing(true)}>
      {t('credential.issue')}
    </Button>
  ) : null
  const isEmpty = secrets !== undefined && secrets.length === 0
  return (
    <Section
      title={t('credential.secretsTitle')}
      text={t('credential.secretsText')}
      actions={isEmpty ? null : issueButton}
    >
      {error === null ? null : <FailureNote error={error} onRetry={() => void refetch()} />}
      {secrets === undefined && error === null ? <SkeletonRows /> : null}
      {isEmpty ? (
        <EmptyState
          icon={<IconKey size={26} />}
          title={t('credential.empty')}
          text={mayWrite ? t('credential.emptyText') : t('credential.emptyReadOnly')}
          action={issueButton}
        />
      ) : null}
      {secrets === undefined || secrets.length === 0 ? null : (
        <table className="naru-table naru-secrets">
          <thead>
            <tr>
              <th scope="col">{t('credential.column.name')}</th>
              <th scope="col">{t('credential.column.secret')}</th>
              <th scope="col">{t('credential.column.createdAt')}</th>
              <th scope="col">{t('credential.column.expiresAt')}</th>
              <th scope="col">{t('credential.column.lastUsedAt')}</th>
              {mayWrite ? (
                <th scope="col">
                  <span className="naru-unseen">{t('credential.column.action')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {secrets.map((secret) => (
              <ApiSecretRow
                key={secret.apiSecretId}
                secret={secret}
                {...(mayWrite ? { onDelete: () => setDoomed(secret) } : {})}
              />
            ))}
          </tbody>
        </table>
      )}
      <IssueSecretDialog storeId={storeId} isOpen={isIssuing} onClose={() => setIsIssuing(false)} />
      <ConfirmDialog
        isOpen={doomed !== undefined}
        title={t('credential.deleteTitle', { name: doomed?.name ?? '' })}
        confirmLabel={t('common.delete')}
        isDangerous
        isBusy={mutation.isPending}
        error={mutation.error}
        onConfirm={() => {
          if (doomed !== undefined) mutation.mutate(doomed)
        }}
        onClose={() => {
          setDoomed(undefined)
          mutation.reset()
        }}
      >
        {t('credential.deleteText')}
      </ConfirmDialog>
    </Section>
  )
}

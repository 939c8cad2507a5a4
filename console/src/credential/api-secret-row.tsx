import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ApiSecretInfo } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { formatSeoul, formatSeoulDay } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { expiryOf } from './expiry.ts'

interface ApiSecretRowProps {
  readonly secret: ApiSecretInfo
  readonly onDelete?: () => void
}

export function ApiSecretRow({ secret, onDelete }: ApiSecretRowProps) {
  const { t } = useTranslation()
  const expiry = expiryOf(secret.expiresAt, new Date())
  return (
    <tr>
      <th scope="row">{secret.name}</th>
      <td data-label={t('credential.column.secret')}>
        <code>••••{secret.lastFour}</code>
      </td>
      <td data-label={t('credential.column.createdAt')}>{formatSeoulDay(secret.createdAt)}</td>
      <td data-label={t('credential.column.expiresAt')}>
        {secret.expiresAt === undefined ? t('credential.never') : formatSeoulDay(secret.expiresAt)}{' '}
        {expiry === 'expired' ? <Badge tone="bad">{t('credential.expired')}</Badge> : null}
        {expiry === 'soon' ? <Badge tone="wait">{t('credential.expiresSoon')}</Badge> : null}
      </td>
      <td data-label={t('credential.column.lastUsedAt')}>
        {secret.lastUsedAt === undefined ? t('credential.notUsed') : formatSeoul(secret.lastUsedAt)}
      </td>
      {onDelete === undefined ? null : (
        <td className="naru-secret-action">
          <ActionIcon
            variant="subtle"
            color="red.8"
            aria-label={t('credential.deleteWhat', { name: secret.name })}
            onClick={onDelete}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </td>
      )}
    </tr>
  )
}

import { List, Text } from '@mantine/core'
import type { ChannelUse } from '@naru/server/wire/console-channel'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ConsoleFailure } from '../api/failure.ts'

/** Who still uses a channel that was not deleted for it. */
export function ChannelUses({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  const uses = error instanceof ConsoleFailure ? error.uses : []
  if (uses.length === 0) return null
  return (
    <div>
      <Text fz="sm" fw={600} mb={4}>
        {t('channel.usedBy')}
      </Text>
      <List size="sm" spacing={4}>
        {uses.map((use) => (
          <List.Item key={`${use.kind} ${use.id}`}>
            {t(`channel.use.${use.kind}`)} <UseName use={use} />
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function UseName({ use }: { readonly use: ChannelUse }) {
  if (use.kind !== 'PAYMENT_IN_FLIGHT' && use.kind !== 'VIRTUAL_ACCOUNT') return <strong>{use.name}</strong>
  return (
    <Link to="/payments/$paymentId" params={{ paymentId: use.id }} className="naru-link">
      {use.name}
    </Link>
  )
}

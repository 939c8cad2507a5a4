import { Stack, Text } from '@mantine/core'
import type { ChannelGroupView } from '@naru/server/wire/console-channel-group'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { installationQuery } from '../api/session.ts'
import { paymentSnippet } from '../home/snippet.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import { useCurrentStore } from '../shell/current-store.ts'

/** The page to paste: this installation's script, this store, this group. */
export function GroupSnippet({ group }: { readonly group: ChannelGroupView }) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const installation = useQuery(installationQuery)
  return (
    <Stack gap="sm">
      <Text fz="sm">{t('channelGroup.codeText')}</Text>
      {installation.data === undefined ? null : (
        <CodeBlock
          label={t('channelGroup.codeLabel', { name: group.name })}
          code={paymentSnippet({
            checkoutOrigin: installation.data.origins.checkout,
            storeId: store.storeId,
            channelGroupId: group.channelGroupId,
            payMethod: 'CARD',
            orderName: store.name,
          })}
        />
      )}
    </Stack>
  )
}

import { Anchor, Box, Button, Select, Stack, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { installationQuery } from '../api/session.ts'
import { catalogueQuery, channelsQuery } from '../channel/channel-api.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Section } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { paymentSnippet } from './snippet.ts'

/** The page to paste: this installation's script, this store, one of its test channels. */
export function PaymentSnippet() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const installation = useQuery(installationQuery)
  const catalogue = useQuery(catalogueQuery)
  const channels = useQuery(channelsQuery(store.storeId, 'TEST'))
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const usable = (channels.data ?? []).filter(
    (channel) => channel.attribute === 'PAYMENT' && channel.versions.includes('V2'),
  )
  const channel = usable.find((one) => one.channelKey === chosenKey) ?? usable[0]
  const modules = (catalogue.data ?? []).flatMap((pg) => pg.modules)
  const payMethods = modules.find((module) => module.code === channel?.module)?.payMethods ?? []
  const origins = installation.data?.origins

  return (
    <Box id="snippet" tabIndex={-1}>
      <Section
        title={t('home.snippet')}
        text={t('home.snippetText')}
        actions={
          origins?.shop === undefined ? null : (
            <Anchor href={origins.shop} target="_blank" rel="noreferrer" fz="sm">
              {t('home.tryShop')}
            </Anchor>
          )
        }
      >
        {channels.isPending ? <SkeletonRows count={1} height={280} /> : null}
        {channels.isSuccess && channel === undefined ? (
          <EmptyState
            icon={<IconPlugConnected size={26} />}
            title={t('home.steps.channel.title')}
            text={t('home.snippetNoChannel')}
            action={
              <Button component={Link} to="/integration-v2/manage/channel">
                {t('home.steps.channel.action')}
              </Button>
            }
          />
        ) : null}
        {channel === undefined || origins === undefined ? null : (
          <Stack gap="sm">
            <Select
              label={t('home.snippetChannel')}
              maw={420}
              allowDeselect={false}
              value={channel.channelKey}
              data={usable.map((one) => ({
                value: one.channelKey,
                label: `${one.name} (${one.pgProvider})`,
              }))}
              onChange={setChosenKey}
            />
            <CodeBlock
              label={t('home.snippet')}
              code={paymentSnippet({
                checkoutOrigin: origins.checkout,
                storeId: store.storeId,
                channelKey: channel.channelKey,
                payMethod: payMethods.includes('CARD') ? 'CARD' : (payMethods[0] ?? 'CARD'),
                orderName: store.name,
              })}
            />
            <Text fz="sm" c="dimmed">
              {t('home.snippetNote')}
            </Text>
          </Stack>
        )}
      </Section>
    </Box>
  )
}

import { Group, Text } from '@mantine/core'
import type { ChannelView } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { usePick } from '../language/use-language.ts'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { useCatalogueLabels } from './labels.ts'
import { StateBadges } from './state-badges.tsx'

interface ChannelRowProps {
  readonly channel: ChannelView
  readonly onOpen: () => void
}

/** One channel. Its key is always in sight: it is what developers paste into the SDK. */
export function ChannelRow({ channel, onOpen }: ChannelRowProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const labels = useCatalogueLabels()
  return (
    <li className="naru-paper naru-channel">
      <div className="naru-channel-head">
        <div className="naru-pg-mark" aria-hidden="true">
          {pick(channel.pgNameKo, channel.pgNameEn).slice(0, 2)}
        </div>
        <div className="naru-channel-name">
          <button type="button" className="naru-channel-open" onClick={onOpen}>
            {channel.name}
          </button>
          <Text fz="sm" c="dimmed">
            {pick(channel.pgNameKo, channel.pgNameEn)} · {pick(channel.moduleLabelKo, channel.moduleLabelEn)}
          </Text>
          <Group gap={6} mt={6}>
            <ModeBadge mode={channel.mode} />
            {channel.attribute === 'PAYMENT' ? null : (
              <Badge tone="strong">{t(`channel.attributes.${channel.attribute}`)}</Badge>
            )}
            {channel.versions.map((version) => (
              <Badge key={version} tone="strong">
                {version}
              </Badge>
            ))}
            {channel.surfaces.map((surface) => (
              <Badge key={surface}>{labels.surface(surface)}</Badge>
            ))}
            <StateBadges channel={channel} />
          </Group>
        </div>
      </div>
      <dl className="naru-facts naru-channel-facts">
        <dt>{t('channel.key')}</dt>
        <dd>
          <Copyable value={channel.channelKey} label={t('channel.key')} />
        </dd>
        <dt>{t('channel.mid')}</dt>
        <dd>{channel.pgMerchantId}</dd>
        <dt>{t('channel.taxShort')}</dt>
        <dd>{t(`channel.taxType.${channel.taxType}`)}</dd>
        <dt>{t('channel.lastUsedAt')}</dt>
        <dd>
          {channel.lastUsedAt === undefined ? t('channel.neverUsed') : formatSeoulDay(channel.lastUsedAt)}
        </dd>
      </dl>
    </li>
  )
}

import { IconAlertTriangle, IconCircleCheck, IconFlask, IconPlugConnectedX } from '@tabler/icons-react'
import type { ChannelView } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from '../parts/badge.tsx'

const tones: Readonly<Record<ChannelView['state'], Tone>> = {
  READY: 'good',
  EXPIRED: 'bad',
  NO_CONNECTOR: 'wait',
  NO_PUBLIC_WIRE: 'bad',
  UNKNOWN_MODULE: 'bad',
}

/** Whether the channel works, for how long, and where alone. */
export function StateBadges({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation()
  const { state, expiry } = channel
  const Icon =
    state === 'READY' ? IconCircleCheck : state === 'EXPIRED' ? IconAlertTriangle : IconPlugConnectedX
  return (
    <>
      <Badge tone={tones[state]}>
        <Icon size={13} aria-hidden />
        {t(`channel.state.${state}`)}
      </Badge>
      {expiry === undefined || expiry.state === 'VALID' || state === 'EXPIRED' ? null : (
        <Badge tone={expiry.state === 'EXPIRED' ? 'bad' : 'wait'}>
          <IconAlertTriangle size={13} aria-hidden />
          {expiry.state === 'EXPIRED'
            ? t('channel.state.EXPIRED')
            : t('channel.renewSoon', { days: expiry.daysLeft })}
        </Badge>
      )}
      {channel.isSimulatorOnly && channel.mode === 'TEST' ? (
        <Badge tone="test">
          <IconFlask size={13} aria-hidden />
          {t('channel.simulatorOnlyShort')}
        </Badge>
      ) : null}
    </>
  )
}

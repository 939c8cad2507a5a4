import { Button, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { channelsQuery } from '../channel/channel-api.ts'
import { apiSecretsQuery } from '../credential/credential-api.ts'
import { Section } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { webhookSettingQuery } from '../webhook/webhook-api.ts'
import { checklist, type StepName } from './checklist.ts'
import { progressQuery } from './home-queries.ts'

export function StartList() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const { storeId } = store
  const channels = useQuery(channelsQuery(storeId, 'TEST'))
  const secrets = useQuery({ ...apiSecretsQuery(storeId), enabled: may(me, 'api-secrets.read') })
  const webhook = useQuery({
    ...webhookSettingQuery({ storeId, mode: 'TEST', version: 'V2' }),
    enabled: may(me, 'webhooks.write'),
  })
  const live = useQuery(channelsQuery(storeId, 'LIVE'))
  const progress = useQuery(progressQuery(storeId))
  const isReading = [channels, secrets, webhook, live, progress].some((query) => query.isLoading)
  const { steps, next } = checklist({
    channelCount: channels.data?.length,
    secretCount: secrets.data?.length,
    webhookUrl: webhook.data?.url,
    hasPaidTestPayment: progress.data?.hasPaidTestPayment,
    hasReceivedWebhook: progress.data?.hasReceivedWebhook,
    liveChannelCount: live.data?.length,
  })
  // Steps that this person may not see are not his to do.
  const mine = steps.filter(
    ({ name }) =>
      (name !== 'secret' || may(me, 'api-secrets.read')) && (name !== 'webhook' || may(me, 'webhooks.write')),
  )
  const done = mine.filter((step) => step.isDone).length
  const startText =
    done === mine.length ? t('home.finished') : t('home.startText', { count: mine.length, done })

  return (
    <Section title={t('home.start')} text={isReading ? '\u00A0' : startText}>
      <ol className="naru-steps" aria-busy={isReading}>
        {mine.map((step, index) => (
          <StartStep
            key={step.name}
            name={step.name}
            number={index + 1}
            state={isReading ? 'reading' : step.isDone ? 'done' : step.name === next ? 'next' : 'later'}
          />
        ))}
      </ol>
    </Section>
  )
}

interface StartStepProps {
  readonly name: StepName
  readonly number: number
  readonly state: 'reading' | 'done' | 'next' | 'later'
}

/** The words of a step are there at once; whether it is done, and the way to it, come with the answers. */
function StartStep({ name, number, state }: StartStepProps) {
  const { t } = useTranslation()
  const isDone = state === 'done'
  return (
    <li data-step={state}>
      <span className="naru-step-mark" aria-hidden>
        {isDone ? <IconCheck size={17} stroke={3} /> : number}
      </span>
      <div>
        <Text fz="sm" fw={700}>
          {t(`home.steps.${name}.title`)}
          {state === 'reading' ? null : (
            <span className="naru-unseen">: {isDone ? t('home.done') : t('home.todo')}</span>
          )}
        </Text>
        <Text fz="sm" c="dimmed">
          {t(`home.steps.${name}.text`)}
        </Text>
        {state === 'next' || state === 'later' ? (
          <StepLink name={name} isNext={state === 'next'}>
            {t(`home.steps.${name}.action`)}
          </StepLink>
        ) : null}
      </div>
    </li>
  )
}

interface StepLinkProps {
  readonly name: StepName
  readonly isNext: boolean
  readonly children: ReactNode
}

function StepLink({ name, isNext, children }: StepLinkProps) {
  const look = { size: 'xs', mt: 8, variant: isNext ? 'filled' : 'default' } as const
  switch (name) {
    case 'channel':
      return (
        <Button {...look} component={Link} to="/integration-v2/manage/channel">
          {children}
        </Button>
      )
    case 'secret':
      return (
        <Button {...look} component={Link} to="/integration-v2/manage/api-keys">
          {children}
        </Button>
      )
    case 'payment':
      return (
        <Button {...look} component="a" href="#snippet">
          {children}
        </Button>
      )
    case 'live':
      return (
        <Button {...look} component={LiveChannels}>
          {children}
        </Button>
      )
    case 'webhook':
    case 'received':
      return (
        <Button {...look} component={Link} to="/integration-v2/manage/webhook">
          {children}
        </Button>
      )
  }
}

interface LiveChannelsProps {
  readonly className?: string
  readonly children?: ReactNode
}

/** A link as a button draws it; with its search, which the button's own types cannot carry. */
function LiveChannels({ className = '', children }: LiveChannelsProps) {
  return (
    <Link className={className} to="/integration-v2/manage/channel" search={{ mode: 'LIVE' }}>
      {children}
    </Link>
  )
}

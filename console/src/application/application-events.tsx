import { Text } from '@mantine/core'
import type { ApplicationEvent } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'

interface ApplicationEventsProps {
  readonly events: readonly ApplicationEvent[]
  readonly pgName: (pg: string) => string
}

/** What happened, newest first. */
export function ApplicationEvents({ events, pgName }: ApplicationEventsProps) {
  const { t } = useTranslation()
  return (
    <ol className="naru-app-events">
      {events.map((event) => {
        const method = event.method === undefined ? '' : t(`application.pg.methods.${event.method}`)
        const what = [event.pg === undefined ? '' : pgName(event.pg), method].join(' ').trim()
        const from = event.from === undefined ? '' : t(`application.status.states.${event.from}`)
        const to = event.to === undefined ? '' : t(`application.status.states.${event.to}`)
        return (
          <li key={`${event.at} ${event.kind} ${event.contractId ?? ''}`}>
            <Text fz="sm" fw={600}>
              {t(`application.status.events.${event.kind}`, { what, from, to })}
            </Text>
            {event.text === undefined ? null : (
              <Text fz="sm" style={{ whiteSpace: 'pre-line' }}>
                {event.text}
              </Text>
            )}
            <Text fz="xs" c="dimmed">
              {formatSeoul(event.at)}
            </Text>
          </li>
        )
      })}
    </ol>
  )
}

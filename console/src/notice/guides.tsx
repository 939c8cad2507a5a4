import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { installationQuery } from '../api/session.ts'
import { Section } from '../parts/page.tsx'
import './notice.css'

/** 서비스 가이드: what this installation itself has to show. */
export function Guides() {
  const { t } = useTranslation()
  const origins = useQuery(installationQuery).data?.origins
  if (origins === undefined) return null
  const links = [
    ['openapi', `${origins.v2}/openapi.json`],
    ['sdk', `${origins.checkout}/v2/browser-sdk.js`],
    ['shop', origins.shop],
    ['simulators', origins.simulators],
  ] as const
  return (
    <Section title={t('notice.guides')} text={t('notice.guidesText')}>
      <ul className="naru-guides">
        {links.map(([name, href]) =>
          href === undefined ? null : (
            <li key={name}>
              <Anchor href={href} target="_blank" rel="noreferrer" fz="sm" fw={600}>
                {t(`notice.links.${name}.title`)}
              </Anchor>
              <Text fz="xs" c="dimmed">
                {t(`notice.links.${name}.text`)}
              </Text>
            </li>
          ),
        )}
      </ul>
    </Section>
  )
}

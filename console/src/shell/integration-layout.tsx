import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from './current-store.ts'

/** 연동 관리: its tabs are links, so that each can be opened, kept and shared. */
export function IntegrationLayout() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const tabs = useRef<HTMLElement>(null)
  const pathname = useLocation({ select: (location) => location.pathname })
  // On a phone the tabs scroll sideways; the open one must be in sight.
  useEffect(() => {
    const open = tabs.current?.querySelector(`a[href^="${pathname}"]`)
    open?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [pathname])
  return (
    <Page title={t('integration.title')}>
      <nav ref={tabs} className="naru-tabs" aria-label={t('integration.title')}>
        <Link to="/integration-v2/manage/channel" activeOptions={{ includeSearch: false }}>
          {t('integration.channels')}
        </Link>
        <Link to="/integration-v2/manage/api-keys" activeOptions={{ includeSearch: false }}>
          {t('integration.keys')}
        </Link>
        {may(me, 'webhooks.write') ? (
          <Link to="/integration-v2/manage/webhook" activeOptions={{ includeSearch: false }}>
            {t('integration.webhooks')}
          </Link>
        ) : null}
        {may(me, 'call-addresses.read') ? (
          <Link to="/integration-v2/manage/extra" activeOptions={{ includeSearch: false }}>
            {t('integration.extra')}
          </Link>
        ) : null}
      </nav>
      <Outlet />
    </Page>
  )
}

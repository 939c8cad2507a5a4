import { Button, Group } from '@mantine/core'
import { Link, getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { AccountsTab } from './accounts-tab.tsx'
import { BusinessTab } from './business-tab.tsx'
import { ContactsTab } from './contacts-tab.tsx'
import { StoresTab } from './stores-tab.tsx'
import './team.css'
import type { MerchantTab } from './merchant-tab.ts'

const route = getRouteApi('/shell/merchant')

/** 상점·계정 관리: its tabs are links, so that each can be opened, kept and shared. */
export function MerchantScreen() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const { tab: wanted } = route.useSearch()
  const mayKnowBusiness = may(me, 'applications.read')
  const tabs: readonly MerchantTab[] = mayKnowBusiness
    ? ['business', 'accounts', 'store', 'emergency']
    : ['accounts', 'store']
  const tab = tabs.find((one) => one === wanted) ?? 'accounts'
  return (
    <Page
      title={t('team.title')}
      actions={
        <Group gap="xs">
          <Button component={Link} to="/integration-v2/manage/api-keys" variant="default" size="xs">
            {t('team.myKeys')}
          </Button>
          <Button component={Link} to="/account" variant="default" size="xs">
            {t('team.myAccount')}
          </Button>
        </Group>
      }
    >
      <nav className="naru-tabs" aria-label={t('team.title')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/merchant"
            search={{ tab: one }}
            {...(one === tab ? { 'aria-current': 'page' as const } : {})}
          >
            {t(`team.tabs.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'business' ? <BusinessTab /> : null}
      {tab === 'accounts' ? <AccountsTab /> : null}
      {tab === 'store' ? <StoresTab /> : null}
      {tab === 'emergency' ? <ContactsTab /> : null}
    </Page>
  )
}

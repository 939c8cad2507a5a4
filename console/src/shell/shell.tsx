import { AppShell, Box, Burger, Center, Group, ScrollArea, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { installationQuery, meQuery } from '../api/session.ts'
import { Badge } from '../parts/badge.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { NaruMark, NaruName } from '../parts/naru-mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { CurrentStoreContext, readChosenStore, rememberStore } from './current-store.ts'
import { MainMenu } from './main-menu.tsx'
import { LanguageSwitch, ThemeSwitch } from './preferences.tsx'
import './shell.css'
import { StorePicker } from './store-picker.tsx'

const route = getRouteApi('/shell')

/** The frame around every signed-in screen. */
export function Shell() {
  const { t } = useTranslation()
  const { me: first } = route.useRouteContext()
  const { data: me = first } = useQuery(meQuery)
  const { data: installation } = useQuery(installationQuery)
  const [storeId, setStoreId] = useState(() => readChosenStore(me)?.storeId)
  const [isMenuOpen, menu] = useDisclosure(false)
  const pathname = useLocation({ select: (location) => location.pathname })
  const store = me.stores.find((one) => one.storeId === storeId) ?? readChosenStore(me)

  const { close } = menu
  useEffect(close, [pathname, close])

  if (store === undefined) {
    return (
      <Center mih="60vh" p="md">
        <Text>{t('shell.noStore')}</Text>
      </Center>
    )
  }
  const choose = (next: string) => {
    setStoreId(next)
    rememberStore(next)
  }
  return (
    <CurrentStoreContext value={{ me, store, choose }}>
      <a href="#content" className="naru-skip">
        {t('shell.skip')}
      </a>
      <AppShell
        header={{ height: 60 }}
        navbar={{ width: 236, breakpoint: 'md', collapsed: { mobile: !isMenuOpen } }}
        padding={{ base: 'md', sm: 'xl' }}
        transitionDuration={120}
      >
        <AppShell.Header className="naru-header">
          <Burger
            opened={isMenuOpen}
            onClick={menu.toggle}
            hiddenFrom="md"
            size="sm"
            aria-label={t('shell.menu')}
          />
          <Link to="/" className="naru-header-home" aria-label={t('common.productConsole')}>
            <Box component="span" visibleFrom="md">
              <NaruName />
            </Box>
            <Box component="span" hiddenFrom="md" display="flex">
              <NaruMark />
            </Box>
          </Link>
          <StorePicker me={me} store={store} onChoose={choose} />
          <Box visibleFrom="md">
            <StoreIdChip storeId={store.storeId} />
          </Box>
          {installation?.mode === 'development' ? (
            <Box visibleFrom="lg">
              <Badge tone="test">{t('shell.development')}</Badge>
            </Box>
          ) : null}
          <Group gap={2} ms="auto" wrap="nowrap">
            <Group gap={2} wrap="nowrap" visibleFrom="md">
              <LanguageSwitch />
              <ThemeSwitch />
            </Group>
            <AccountMenu me={me} />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className="naru-navbar">
          <AppShell.Section grow component={ScrollArea} p="sm">
            <MainMenu />
          </AppShell.Section>
          <AppShell.Section hiddenFrom="md" p="md" className="naru-navbar-foot">
            <StoreIdChip storeId={store.storeId} />
            <Group gap={4} mt="sm" ms={-8}>
              <LanguageSwitch />
              <ThemeSwitch />
            </Group>
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className="naru-main">
          {/* A store is a world of its own: nothing typed for one may survive into another. */}
          <div key={store.storeId}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
    </CurrentStoreContext>
  )
}

function StoreIdChip({ storeId }: { readonly storeId: string }) {
  const { t } = useTranslation()
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      <Text fz="xs" c="dimmed" flex="none">
        {t('shell.storeId')}
      </Text>
      <Copyable value={storeId} shown={`…${storeId.slice(-8)}`} label={t('shell.storeId')} />
    </Group>
  )
}

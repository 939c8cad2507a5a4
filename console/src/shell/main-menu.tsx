import { Button, NavLink, Stack, Text } from '@mantine/core'
import {
  IconArrowsSplit2,
  IconBuildingStore,
  IconCalendarRepeat,
  IconFileText,
  IconHistory,
  IconHome,
  IconPlugConnected,
  IconReceipt,
  IconShoppingCart,
  IconReceipt2,
  IconScale,
  IconUserCheck,
  IconDiscount,
} from '@tabler/icons-react'
import { Link, useLocation, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { useCurrentStore } from './current-store.ts'

/** Only what exists, and only what this person may open. Tabs of a screen are on the screen, not here. */
export function MainMenu() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const pathname = useLocation({ select: (location) => location.pathname })
  return (
    <Stack gap={2} component="nav" aria-label={t('shell.menu')}>
      {may(me, 'applications.write') ? (
        <Button
          component={Link}
          to="/application"
          fullWidth
          mb="sm"
          leftSection={<IconFileText size={18} aria-hidden />}
          {...(pathname.startsWith('/application') ? { 'aria-current': 'page' } : {})}
        >
          {t('application.title')}
        </Button>
      ) : null}
      <Item to="/" label={t('shell.home')} icon={<IconHome size={18} />} />
      <Item
        to="/payments"
        label={t('shell.payments')}
        icon={<IconReceipt size={18} />}
        except={['/payments/identity-verifications', '/payments/billing', '/payments/cash-receipts']}
      />
      <Item
        to="/payments/identity-verifications"
        label={t('identity.title')}
        icon={<IconUserCheck size={18} />}
      />
      <Item to="/payments/billing" label={t('recurring.title')} icon={<IconCalendarRepeat size={18} />} />
      <Item to="/payments/cash-receipts" label={t('cashReceipt.title')} icon={<IconReceipt2 size={18} />} />
      {may(me, 'reconciliation.read') ? (
        <Item
          to="/reconciliation/summary"
          below="/reconciliation"
          label={t('reconciliation.title')}
          icon={<IconScale size={18} />}
        />
      ) : null}
      {may(me, 'promotions.read') ? (
        <Item to="/promotion" label={t('promotion.title')} icon={<IconDiscount size={18} />} />
      ) : null}
      <Heading>{t('shell.integration')}</Heading>
      <Item
        to="/integration-v2/manage/channel"
        below="/integration-v2/manage"
        label={t('integration.title')}
        icon={<IconPlugConnected size={18} />}
      />
      {may(me, 'channel-groups.read') ? (
        <Item
          to="/integration-v2/smart-routing"
          label={t('channelGroup.title')}
          icon={<IconArrowsSplit2 size={18} />}
        />
      ) : null}
      {may(me, 'checkout-profiles.read') ? (
        <Item to="/checkout" label={t('checkout.title')} icon={<IconShoppingCart size={18} />} />
      ) : null}
      <Heading>{t('shell.settings')}</Heading>
      <Item to="/merchant" label={t('team.title')} icon={<IconBuildingStore size={18} />} />
      {may(me, 'audit.read') ? (
        <Item to="/audit" label={t('audit.title')} icon={<IconHistory size={18} />} />
      ) : null}
    </Stack>
  )
}

function Heading({ children }: { readonly children: ReactNode }) {
  return (
    <Text fz="xs" fw={700} c="dimmed" mt="md" mb={4} px="sm">
      {children}
    </Text>
  )
}

interface ItemProps {
  readonly to: NonNullable<LinkProps['to']>
  /** The screens that it leads to, when they are more than the one. */
  readonly below?: string
  /** Screens below it that have items of their own. */
  readonly except?: readonly string[]
  readonly label: string
  readonly icon: ReactNode
}

function Item({ to, below = to, except, label, icon }: ItemProps) {
  const pathname = useLocation({ select: (location) => location.pathname })
  const isBelow = below === '/' ? pathname === '/' : pathname.startsWith(below)
  const isHere = isBelow && !(except?.some((other) => pathname.startsWith(other)) ?? false)
  return (
    <NavLink
      component={Link}
      to={to}
      // The item of a screen is not also that of the screens below it.
      activeOptions={{ exact: true }}
      label={label}
      leftSection={icon}
      active={isHere}
      {...(isHere ? { 'aria-current': 'page' as const } : {})}
    />
  )
}

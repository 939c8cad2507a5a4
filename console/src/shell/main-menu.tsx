import { Button, NavLink, Stack, Text } from '@mantine/core'
import {
  IconAdjustments,
  IconBuildingStore,
  IconFileText,
  IconHistory,
  IconArrowsSplit2,
  IconHome,
  IconKey,
  IconPlugConnected,
  IconReceipt,
  IconWebhook,
} from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { may } from '../api/permission.ts'
import { useCurrentStore } from './current-store.ts'

/** Only what exists, and only what this person may open. */
export function MainMenu() {
  const { t } = useTranslation()
  const { me } = useCurrentStore()
  const pathname = useLocation({ select: (location) => location.pathname })
  const item = (path: string) => {
    const isHere = path === '/' ? pathname === '/' : pathname.startsWith(path)
    return { active: isHere, ...(isHere ? { 'aria-current': 'page' as const } : {}) }
  }
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
      <NavLink
        component={Link}
        to="/"
        label={t('shell.home')}
        leftSection={<IconHome size={18} />}
        {...item('/')}
      />
      <NavLink
        component={Link}
        to="/payments"
        label={t('shell.payments')}
        leftSection={<IconReceipt size={18} />}
        {...item('/payments')}
      />
      <Text fz="xs" fw={700} c="dimmed" mt="md" mb={4} px="sm">
        {t('shell.integration')}
      </Text>
      <NavLink
        component={Link}
        to="/integration-v2/manage/channel"
        label={t('integration.channels')}
        leftSection={<IconPlugConnected size={18} />}
        {...item('/integration-v2/manage/channel')}
      />
      <NavLink
        component={Link}
        to="/integration-v2/manage/api-keys"
        label={t('integration.keys')}
        leftSection={<IconKey size={18} />}
        {...item('/integration-v2/manage/api-keys')}
      />
      {may(me, 'channel-groups.read') ? (
        <NavLink
          component={Link}
          to="/integration-v2/smart-routing"
          label={t('channelGroup.title')}
          leftSection={<IconArrowsSplit2 size={18} />}
          {...item('/integration-v2/smart-routing')}
        />
      ) : null}
      {may(me, 'webhooks.write') ? (
        <NavLink
          component={Link}
          to="/integration-v2/manage/webhook"
          label={t('integration.webhooks')}
          leftSection={<IconWebhook size={18} />}
          {...item('/integration-v2/manage/webhook')}
        />
      ) : null}
      {may(me, 'call-addresses.read') ? (
        <NavLink
          component={Link}
          to="/integration-v2/manage/extra"
          label={t('integration.extra')}
          leftSection={<IconAdjustments size={18} />}
          {...item('/integration-v2/manage/extra')}
        />
      ) : null}
      <Text fz="xs" fw={700} c="dimmed" mt="md" mb={4} px="sm">
        {t('shell.settings')}
      </Text>
      <NavLink
        component={Link}
        to="/merchant"
        label={t('team.title')}
        leftSection={<IconBuildingStore size={18} />}
        {...item('/merchant')}
      />
      {may(me, 'audit.read') ? (
        <NavLink
          component={Link}
          to="/audit"
          label={t('audit.title')}
          leftSection={<IconHistory size={18} />}
          {...item('/audit')}
        />
      ) : null}
    </Stack>
  )
}

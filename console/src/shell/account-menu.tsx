import { ActionIcon, Avatar, Menu, Text } from '@mantine/core'
import { IconLogout, IconMail, IconUserCog } from '@tabler/icons-react'
import type { Me } from '@naru/server/wire/console'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut } from '../account/account-api.ts'
import { installationQuery } from '../api/session.ts'
import { useTell } from '../parts/use-tell.ts'

export function AccountMenu({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const tell = useTell()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data: installation } = useQuery(installationQuery)
  const mutation = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/auth/signin' })
      queryClient.clear()
    },
    onError: tell.failed,
  })
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" radius="xl" aria-label={t('shell.account')}>
          <Avatar size={30} color="river" variant="filled" radius="xl">
            {me.email.slice(0, 1).toUpperCase()}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fz="sm" fw={700} c="var(--mantine-color-text)" truncate>
            {me.email}
          </Text>
          <Text fz="xs" truncate>
            {me.merchant.name} · {t(`role.${me.role}`)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        {installation?.developmentMailbox === true ? (
          <Menu.Item component={Link} to="/dev/mailbox" leftSection={<IconMail size={16} />}>
            {t('mailbox.title')}
          </Menu.Item>
        ) : null}
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
          {t('myAccount.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => mutation.mutate()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

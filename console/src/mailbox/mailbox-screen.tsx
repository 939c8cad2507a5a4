import { Box, Button, Container, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { useDebouncedValue, useDocumentTitle } from '@mantine/hooks'
import { IconInbox, IconMailOff, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DevelopmentMail } from '@naru/server/wire/console'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import { installationQuery } from '../api/session.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { NaruName } from '../parts/naru-mark.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shell/preferences.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { splitLinks } from './split-links.ts'

const route = getRouteApi('/dev/mailbox')

/** The mails of a development installation, newest first. */
export function MailboxScreen() {
  const { t } = useTranslation()
  useDocumentTitle(`${t('mailbox.title')} · ${t('common.productConsole')}`)
  const [to, setTo] = useState(route.useSearch().to ?? '')
  const [recipient] = useDebouncedValue(to.trim(), 250)
  const installation = useQuery(installationQuery)
  const isOn = installation.data?.developmentMailbox === true
  const mails = useQuery({
    queryKey: ['dev-mailbox', recipient],
    queryFn: () =>
      request<{ items: DevelopmentMail[] }>('GET', apiPath`dev-mailbox` + queryString({ to: recipient })),
    enabled: isOn,
    refetchInterval: 3_000,
  })

  return (
    <Container size="lg" py="lg" px={{ base: 16, sm: 24 }}>
      <a href="#content" className="naru-skip">
        {t('shell.skip')}
      </a>
      <Group justify="space-between" mb="lg">
        <NaruName size={28} />
        <Group gap={2} wrap="nowrap">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Group>
      <main id="content" tabIndex={-1} className="naru-main">
        <Title order={1}>{t('mailbox.title')}</Title>
        <Text c="dimmed" fz="sm" mb="lg">
          {t('mailbox.text')}
        </Text>
        {installation.isError ? <FailureNote error={installation.error} /> : null}
        {installation.isPending ? <SkeletonRows /> : null}
        {installation.isSuccess && !isOn ? (
          <EmptyState icon={<IconMailOff size={26} />} title={t('mailbox.off')} text={t('mailbox.offText')} />
        ) : null}
        {isOn ? (
          <Stack>
            <Group align="flex-end" gap="xs">
              <TextInput
                flex={1}
                label={t('mailbox.filter')}
                placeholder={t('mailbox.filterPlaceholder')}
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => void mails.refetch()}
              >
                {t('mailbox.refresh')}
              </Button>
            </Group>
            {mails.isPending ? <SkeletonRows /> : null}
            {mails.isError ? <FailureNote error={mails.error} onRetry={() => void mails.refetch()} /> : null}
            {mails.isSuccess ? <Mails mails={mails.data.items} /> : null}
          </Stack>
        ) : null}
      </main>
    </Container>
  )
}

function Mails({ mails }: { readonly mails: readonly DevelopmentMail[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const open = mails.find((mail) => mail.id === chosen) ?? mails[0]
  if (open === undefined) {
    return (
      <div className="naru-paper">
        <EmptyState icon={<IconInbox size={26} />} title={t('mailbox.empty')} text={t('mailbox.emptyText')} />
      </div>
    )
  }
  return (
    <div className="naru-mailbox">
      <Box component="ul" className="naru-paper naru-mails" aria-label={t('mailbox.list')}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <UnstyledButton
              w="100%"
              p="sm"
              onClick={() => setChosen(mail.id)}
              {...(mail.id === open.id ? { 'aria-current': 'true' as const } : {})}
            >
              <Text fw={600} fz="sm">
                {mail.subject}
              </Text>
              <Text fz="xs" c="dimmed">
                {mail.to}
              </Text>
              <Text fz="xs" c="dimmed">
                {formatSeoul(mail.at)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </Box>
      <Mail mail={open} />
    </div>
  )
}

/** The text of a mail and not its HTML: what a stranger typed must not run in the console's origin. */
function Mail({ mail }: { readonly mail: DevelopmentMail }) {
  const { t } = useTranslation()
  const parts = splitLinks(mail.text)
  const first = parts.find((part) => part.kind === 'link')
  return (
    <Box component="article" className="naru-paper" p={{ base: 'md', sm: 'lg' }} miw={0}>
      <Title order={2}>{mail.subject}</Title>
      <Text fz="sm" c="dimmed" mb="md">
        {t('mailbox.from', { to: mail.to })} · {formatSeoul(mail.at)}
      </Text>
      <Text fz="sm" lh={1.7} style={{ whiteSpace: 'pre-wrap' }}>
        {parts.map((part, index) =>
          part.kind === 'link' ? (
            <a key={index} href={part.text} className="naru-mail-link">
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </Text>
      {first === undefined ? null : (
        <Button component="a" href={first.text} mt="lg">
          {t('mailbox.openLink')}
        </Button>
      )}
    </Box>
  )
}

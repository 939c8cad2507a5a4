import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface PageProps {
  readonly title: string
  readonly text?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen below the shell: its one h1, a sentence, its actions. */
export function Page({ title, text, actions, children }: PageProps) {
  const { t } = useTranslation()
  useDocumentTitle(`${title} · ${t('common.productConsole')}`)
  return (
    <Stack gap="lg" maw={1180} mx="auto" w="100%">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Box miw={0}>
          <Title order={1}>{title}</Title>
          {text === undefined ? null : (
            <Text c="dimmed" fz="sm" mt={4}>
              {text}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
      {children}
    </Stack>
  )
}

interface SectionProps {
  readonly title?: string
  readonly text?: string
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

export function Section({ title, text, actions, children }: SectionProps) {
  return (
    <Box component="section" className="naru-paper" p={{ base: 'md', sm: 'lg' }}>
      {title === undefined ? null : (
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box miw={0}>
            <Title order={2}>{title}</Title>
            {text === undefined ? null : (
              <Text c="dimmed" fz="sm" mt={2}>
                {text}
              </Text>
            )}
          </Box>
          {actions}
        </Group>
      )}
      <div className="naru-section-body">{children}</div>
    </Box>
  )
}

import { Box, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export function AuthHeading({ title, text }: { readonly title: string; readonly text?: ReactNode }) {
  const { t } = useTranslation()
  useDocumentTitle(`${title} · ${t('common.productConsole')}`)
  return (
    <Box mb="lg">
      <Title order={1} fz={26} lts="-0.01em">
        {title}
      </Title>
      {text === undefined ? null : (
        <Text c="dimmed" mt={8} lh={1.6}>
          {text}
        </Text>
      )}
    </Box>
  )
}

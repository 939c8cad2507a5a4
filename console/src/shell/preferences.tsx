import { ActionIcon, Button, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../language/i18n.ts'
import { useLanguage } from '../language/use-language.ts'

/** Names the language that a click leads to, in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  const queryClient = useQueryClient()
  const next = language === 'ko' ? 'en' : 'ko'
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconLanguage size={16} aria-hidden />}
      lang={next}
      onClick={() => {
        // Sentences that the server worded in the former language are asked for again.
        void changeLanguage(next).then(() => queryClient.invalidateQueries())
      }}
    >
      {t('language.other')}
    </Button>
  )
}

export function ThemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const label = scheme === 'dark' ? t('theme.toLight') : t('theme.toDark')
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  )
}

import { Box, Group, Stack, Text } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NaruName } from '../parts/naru-mark.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shell/preferences.tsx'

/** The landing by the river on one side, the form on the other. */
export function AuthLayout() {
  const { t } = useTranslation()
  return (
    <div className="naru-auth">
      <a href="#content" className="naru-skip">
        {t('shell.skip')}
      </a>
      <aside className="naru-landing" aria-label={t('common.product')}>
        <Stack p={56} gap="sm" maw={560} pos="relative">
          <NaruName size={36} />
          <Text fz={34} fw={800} lh={1.3} mt={72} lts="-0.02em">
            {t('account.pitchTitle')}
          </Text>
          <Text fz="lg" lh={1.7} c="#d4e9ec">
            {t('account.pitch')}
          </Text>
        </Stack>
        <River />
      </aside>
      <Box component="main" id="content" tabIndex={-1} className="naru-main" p={{ base: 20, sm: 40 }}>
        <Group justify="space-between" mih={40}>
          <Box hiddenFrom="md">
            <NaruName size={28} />
          </Box>
          <Box ml="auto">
            <Group gap={2} wrap="nowrap">
              <LanguageSwitch />
              <ThemeSwitch />
            </Group>
          </Box>
        </Group>
        <Box maw={420} mx="auto" pt={{ base: 36, sm: 72 }} pb={48}>
          <Outlet />
        </Box>
      </Box>
    </div>
  )
}

function River() {
  return (
    <svg viewBox="0 0 600 320" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle cx="452" cy="74" r="30" fill="#f2b45a" opacity=".16" />
      <circle cx="452" cy="74" r="9" fill="#f2b45a" />
      <path d="M452 84v86M300 170h176" stroke="#d4e9ec" strokeWidth="7" strokeLinecap="round" fill="none" />
      <path d="M322 172v60M376 172v60M430 172v60" stroke="#d4e9ec" strokeWidth="5" opacity=".65" />
      <path d="M96 194h132c-6 24-24 36-50 36h-36c-24 0-40-12-46-36z" fill="#e9f5f6" />
      <path d="M160 189v-72c26 14 40 36 42 72z" fill="#7abbc5" />
      <path d="M0 222c50-20 100-20 150 0s100 20 150 0 100-20 150 0 100 20 150 0v98H0z" fill="#2f8494" />
      <path d="M0 252c50-18 100-18 150 0s100 18 150 0 100-18 150 0 100 18 150 0v68H0z" fill="#196c7d" />
      <path d="M0 286c50-14 100-14 150 0s100 14 150 0 100-14 150 0 100 14 150 0v34H0z" fill="#0c5264" />
    </svg>
  )
}

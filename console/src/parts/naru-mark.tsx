import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** ㄴ of 나루 as the pier of a landing, a wave below, a lantern at its end. */
export function NaruMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0c5264" />
      <path
        d="M10 7v8.5h12.5"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M6 22.5c2.5-2.2 4.200-2.2 6.700 0s4.100 2.2 6.600 0 4.200-2.2 6.700 0"
        fill="none"
        stroke="#8fd0d6"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="22.5" cy="9" r="2.2" fill="#f2b45a" />
    </svg>
  )
}

export function NaruName({ size = 28 }: { readonly size?: number }) {
  const { t } = useTranslation()
  return (
    <Group gap={10} wrap="nowrap" component="span">
      <NaruMark size={size} />
      <Text component="span" fw={800} fz={size * 0.68} lh={1} lts="-0.02em">
        {t('common.product')}
      </Text>
    </Group>
  )
}

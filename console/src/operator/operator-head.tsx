import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NaruMark } from '../parts/naru-mark.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shell/preferences.tsx'
import './operator.css'

/** The head of the operator's pages, signed in or not. */
export function OperatorHead({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <a href="#content" className="naru-skip">
        {t('shell.skip')}
      </a>
      <header className="naru-operator-head">
        <Link to="/operator" className="naru-operator-home">
          <NaruMark />
          <strong>{t('operator.product')}</strong>
        </Link>
        <Group gap={4} ms="auto" wrap="nowrap">
          <LanguageSwitch />
          <ThemeSwitch />
          {children}
        </Group>
      </header>
    </>
  )
}

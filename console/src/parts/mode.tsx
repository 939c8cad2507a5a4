import { SegmentedControl } from '@mantine/core'
import { IconBolt, IconFlask } from '@tabler/icons-react'
import type { Mode } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { Badge } from './badge.tsx'

export function ModeBadge({ mode }: { readonly mode: Mode }) {
  const { t } = useTranslation()
  return (
    <Badge tone={mode === 'TEST' ? 'test' : 'live'}>
      {mode === 'TEST' ? <IconFlask size={13} aria-hidden /> : <IconBolt size={13} aria-hidden />}
      {t(`mode.${mode}`)}
    </Badge>
  )
}

interface ModeSwitchProps {
  readonly value: Mode
  readonly onChange: (mode: Mode) => void
  readonly isDisabled?: boolean
}

export function ModeSwitch({ value, onChange, isDisabled = false }: ModeSwitchProps) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      aria-label={t('mode.label')}
      value={value}
      onChange={(next) => onChange(next === 'LIVE' ? 'LIVE' : 'TEST')}
      disabled={isDisabled}
      color={value === 'TEST' ? 'lantern.3' : 'river.7'}
      autoContrast
      data={[
        { value: 'TEST', label: t('mode.TEST') },
        { value: 'LIVE', label: t('mode.LIVE') },
      ]}
    />
  )
}

/** Says in words what acting on this screen touches: play money or real money. */
export function ModeBand({ mode }: { readonly mode: Mode }) {
  const { t } = useTranslation()
  return (
    <div className="naru-mode-band" data-mode={mode}>
      {mode === 'TEST' ? <IconFlask size={18} aria-hidden /> : <IconBolt size={18} aria-hidden />}
      <span>{t(`mode.band.${mode}`)}</span>
    </div>
  )
}

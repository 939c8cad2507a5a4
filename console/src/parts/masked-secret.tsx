import { ActionIcon, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyIcon } from './copyable.tsx'

interface MaskedSecretProps {
  readonly value: string
  readonly label: string
}

/** A secret behind dots until somebody asks for it; copying works without showing it. */
export function MaskedSecret({ value, label }: MaskedSecretProps) {
  const { t } = useTranslation()
  const [isShown, setIsShown] = useState(false)
  const name = isShown ? t('common.hideWhat', { what: label }) : t('common.showWhat', { what: label })
  return (
    <span className="naru-code" data-wrap={isShown ? true : undefined}>
      <code>{isShown ? value : '•'.repeat(24)}</code>
      <Tooltip label={isShown ? t('common.hide') : t('common.show')} openDelay={200}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={name}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <IconEyeOff size={15} /> : <IconEye size={15} />}
        </ActionIcon>
      </Tooltip>
      <CopyIcon value={value} label={label} />
    </span>
  )
}

import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface CopyableProps {
  readonly value: string
  /** What it is, for the button's name: "채널 키". */
  readonly label: string
  /** What is shown instead of the value: shortened or masked. */
  readonly shown?: string
  /** Break a long value over lines instead of cutting it. */
  readonly wrap?: boolean
}

/** An identifier with its copy button. */
export function Copyable({ value, label, shown, wrap = false }: CopyableProps) {
  return (
    <span className="naru-code" {...(wrap ? { 'data-wrap': true } : {})}>
      <code>{shown ?? value}</code>
      <CopyIcon value={value} label={label} />
    </span>
  )
}

/** The copy button alone. The change to "copied" is announced, not only drawn. */
export function CopyIcon({ value, label }: Pick<CopyableProps, 'value' | 'label'>) {
  const { t } = useTranslation()
  return (
    <CopyButton value={value} timeout={1_600}>
      {({ copied, copy }) => (
        <>
          <Tooltip label={copied ? t('common.copied') : t('common.copy')} openDelay={200}>
            <ActionIcon
              variant="subtle"
              color={copied ? 'teal' : 'gray'}
              size={26}
              aria-label={t('common.copyWhat', { what: label })}
              onClick={(event) => {
                event.stopPropagation()
                copy()
              }}
            >
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
          <span role="status" className="naru-unseen">
            {copied ? t('common.copied') : ''}
          </span>
        </>
      )}
    </CopyButton>
  )
}

import { Input, SegmentedControl } from '@mantine/core'
import type { CatalogueModule } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import type { Attribute } from './form-rules.ts'

interface AttributeChoiceProps {
  readonly module: CatalogueModule
  readonly value: Attribute
  /** An existing channel keeps its attribute. */
  readonly isFixed: boolean
  readonly onChange: (attribute: Attribute) => void
}

const attributes = ['PAYMENT', 'IDENTITY_VERIFICATION'] as const

/** 채널 속성: payment, or identity verification where the module offers it. */
export function AttributeChoice({ module, value, isFixed, onChange }: AttributeChoiceProps) {
  const { t } = useTranslation()
  const missing = attributes.find((attribute) => !module.channelAttributes.includes(attribute))
  return (
    <Input.Wrapper
      label={t('channel.attribute')}
      description={
        isFixed
          ? t('channel.attributeFixed')
          : missing === undefined
            ? t('channel.attributeHelp')
            : t('channel.attributeMissing', { attribute: t(`channel.attributes.${missing}`) })
      }
    >
      <div>
        <SegmentedControl
          mt={6}
          aria-label={t('channel.attribute')}
          disabled={isFixed}
          data={attributes.map((attribute) => ({
            value: attribute,
            label: t(`channel.attributes.${attribute}`),
            disabled: !module.channelAttributes.includes(attribute),
          }))}
          value={value}
          onChange={(next) => onChange(next === 'IDENTITY_VERIFICATION' ? next : 'PAYMENT')}
        />
      </div>
    </Input.Wrapper>
  )
}

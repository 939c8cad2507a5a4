import { Anchor } from '@mantine/core'
import type { CatalogueModule, CataloguePg } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../language/use-language.ts'
import type { Attribute } from './form-rules.ts'

interface HowToFindProps {
  readonly pg: CataloguePg
  readonly module: CatalogueModule
  readonly attribute: Attribute
}

/** Where the values of this form are found at the PG. */
export function HowToFind({ pg, module, attribute }: HowToFindProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const sets = module.credentialSets.filter((set) => set.channelAttribute === attribute)
  const steps = [
    ...new Set(sets.flatMap(({ howToFind }) => (language === 'en' ? howToFind.stepsEn : howToFind.stepsKo))),
  ]
  const adminUrl =
    sets.find((set) => set.howToFind.adminUrl !== undefined)?.howToFind.adminUrl ?? pg.merchantAdminUrl
  if (steps.length === 0 && adminUrl === undefined) return null
  return (
    <details className="naru-paper naru-how">
      <summary>{t('channel.howToFind')}</summary>
      <div>
        {steps.length === 0 ? null : (
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        {adminUrl === undefined ? null : (
          <Anchor href={adminUrl} target="_blank" rel="noreferrer" fz="sm">
            {t('channel.openAdmin')}
          </Anchor>
        )}
      </div>
    </details>
  )
}

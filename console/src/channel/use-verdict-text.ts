import type { CredentialFieldView } from '@naru/server/wire/console'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import type { FieldVerdict } from './form-rules.ts'

/** Words for the rules of the form: what blocks saving, and what is only worth knowing. */
export function useVerdictText() {
  const { t } = useTranslation()
  const pick = usePick()
  return {
    error(field: CredentialFieldView, verdict: FieldVerdict): string | undefined {
      const label = pick(field.labelKo, field.labelEn)
      switch (verdict.kind) {
        case 'missing':
          return t('channel.verdict.missing', { label })
        case 'too-long':
          return t('channel.verdict.tooLong', { label, max: verdict.max })
        case 'not-exact':
          return t('channel.verdict.notExact', { label, exact: verdict.exact })
        case 'not-listed':
          return t('channel.verdict.notListed', { label })
        default:
          return undefined
      }
    },
    warning(field: CredentialFieldView, verdict: FieldVerdict): string | undefined {
      if (verdict.kind === 'blank-recommended') return t('channel.verdict.recommended')
      const condition = pick(field.conditionKo ?? '', field.conditionEn ?? '')
      if (verdict.kind === 'filled-for-nothing')
        return `${t('channel.verdict.leaveBlank')} ${condition}`.trim()
      if (verdict.kind !== 'blank-conditional') return undefined
      return condition === '' ? t('channel.verdict.conditional') : condition
    },
  }
}

import { useTranslation } from 'react-i18next'

/** `channel.create` in words; an action of a newer server stays as it is. */
export function useActionLabel(): (action: string) => string {
  const { t } = useTranslation()
  const things: Readonly<Record<string, string>> = t('audit.things', { returnObjects: true })
  const verbs: Readonly<Record<string, string>> = t('audit.verbs', { returnObjects: true })
  const whole: Readonly<Record<string, string>> = t('audit.actions', { returnObjects: true })
  return (action) => {
    const [thing = '', verb = ''] = action.split('.')
    const known = whole[action.replace('.', '_')]
    if (known !== undefined) return known
    const [thingWord, verbWord] = [things[thing], verbs[verb]]
    return thingWord === undefined || verbWord === undefined ? action : `${thingWord} ${verbWord}`
  }
}

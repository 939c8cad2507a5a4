import { Radio, Stack, Text, TextInput } from '@mantine/core'
import type { CartItem, ExtraQuestion, PgOffer } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { usePick } from '../language/use-language.ts'
import { Section } from '../parts/page.tsx'
import { requiredField } from '../parts/required-field.ts'
import { byPg } from './cart.ts'

interface ExtraPageProps {
  readonly offers: readonly PgOffer[]
  readonly cart: readonly CartItem[]
  readonly extra: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** `<pg>.<question>` → sentence. */
  readonly errors: Readonly<Record<string, string>>
  readonly onAnswer: (pg: string, key: string, answer: string) => void
}

/** 2 추가정보 입력: only the PGs of the cart ask, and only those that have something to ask. */
export function ExtraPage({ offers, cart, extra, errors, onAnswer }: ExtraPageProps) {
  const { t } = useTranslation()
  const pick = usePick()
  const asking = byPg(cart, offers).filter(({ offer }) => offer.questions.length > 0)
  if (asking.length === 0) {
    return (
      <Section title={t('application.pg.steps.extra')}>
        <Text fz="sm">{t('application.pg.extraNone')}</Text>
      </Section>
    )
  }
  return (
    <>
      <Text fz="sm" c="dimmed">
        {t('application.pg.extraText')}
      </Text>
      {asking.map(({ offer }) => (
        <Section key={offer.pg} title={pick(offer.nameKo, offer.nameEn)}>
          <Stack>
            {offer.questions.map((question) => (
              <Question
                key={question.key}
                question={question}
                value={extra[offer.pg]?.[question.key] ?? ''}
                error={errors[`${offer.pg}.${question.key}`]}
                onChange={(answer) => onAnswer(offer.pg, question.key, answer)}
              />
            ))}
          </Stack>
        </Section>
      ))}
    </>
  )
}

interface QuestionProps {
  readonly question: ExtraQuestion
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (answer: string) => void
}

function Question({ question, value, error, onChange }: QuestionProps) {
  const pick = usePick()
  const label = pick(question.labelKo, question.labelEn)
  if (question.options !== undefined) {
    return (
      <Radio.Group {...requiredField} label={label} value={value} error={error} onChange={onChange}>
        <Stack gap="xs" mt={6}>
          {question.options.map((option) => (
            <Radio key={option.value} value={option.value} label={pick(option.labelKo, option.labelEn)} />
          ))}
        </Stack>
      </Radio.Group>
    )
  }
  return (
    <TextInput
      {...requiredField}
      label={label}
      {...(question.helpKo === undefined
        ? {}
        : { description: pick(question.helpKo, question.helpEn ?? '') })}
      maxLength={question.lengthMax}
      {...(question.digitsOnly === true ? { inputMode: 'numeric' as const } : {})}
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

import type { ContractState } from '@naru/server/wire/console-application'
import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from '../parts/badge.tsx'

const tones: Readonly<Record<ContractState, Tone>> = {
  APPLIED: 'wait',
  SCREENING: 'wait',
  CONTRACT: 'partly',
  CARD_REVIEW: 'wait',
  COMPLETED: 'good',
  REJECTED: 'bad',
  CANCELLED: 'plain',
}

export function ContractBadge({ state }: { readonly state: ContractState }) {
  const { t } = useTranslation()
  return <Badge tone={tones[state]}>{t(`application.status.states.${state}`)}</Badge>
}

import { useTranslation } from 'react-i18next'
import type { IdentityVerificationStatus } from '@naru/server/wire/console-identity-verification'
import { Badge, type Tone } from '../parts/badge.tsx'

const tones: Readonly<Record<IdentityVerificationStatus, Tone>> = {
  READY: 'wait',
  VERIFIED: 'good',
  FAILED: 'bad',
}

export function IdentityStatus({ status }: { readonly status: IdentityVerificationStatus }) {
  const { t } = useTranslation()
  return <Badge tone={tones[status]}>{t(`identity.statuses.${status}`)}</Badge>
}

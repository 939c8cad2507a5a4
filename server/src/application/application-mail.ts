import type { DueHandler } from '../foundation/due-work.ts'
import { minute } from '../foundation/clock.ts'
import { renderOneButton } from '../foundation/mail/one-button-mail.ts'
import type { ContractState } from '../wire/console-application.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { readBusiness } from './business-store.ts'
import { readApplicationEvent, type StoredEvent } from './contract-store.ts'

export const applicationMailKind = 'application.mail'

const stateNames: Readonly<Record<ContractState, string>> = {
  APPLIED: '가입신청',
  SCREENING: '입점심사',
  CONTRACT: '계약서',
  CARD_REVIEW: '카드사 심사',
  COMPLETED: '완료',
  REJECTED: '반려',
  CANCELLED: '취소',
}
const methodNames: Readonly<Record<string, string>> = {
  CARD: '신용카드',
  CARD_RECURRING: '신용카드 정기결제',
  TRANSFER: '계좌이체',
  VIRTUAL_ACCOUNT: '가상계좌',
  MOBILE: '휴대폰 소액결제',
  GIFT_CERTIFICATE: '상품권',
  EASY_PAY: '간편결제',
  EASY_PAY_RECURRING: '간편결제 정기결제',
  OVERSEAS: '해외결제',
  IDENTITY_VERIFICATION: '본인인증',
}

/** Tells the manager (담당자) of the application what happened. A mail that does not leave is tried again. */
export function applicationMailHandler(deps: ApplicationDependencies): DueHandler {
  return {
    kind: applicationMailKind,
    leaseMs: 2 * minute,
    concurrencyMax: 4,
    async run({ reference }) {
      const { merchantId, eventId } = reference
      if (typeof merchantId !== 'string' || typeof eventId !== 'string') return { kind: 'done' }
      const event = await readApplicationEvent(deps.database, merchantId, eventId)
      const { info } = await readBusiness(deps, merchantId)
      if (event === undefined || info.manager.email === '') return { kind: 'done' }
      await deps.mailer.send({ to: info.manager.email, ...write(deps, event) })
      return { kind: 'done' }
    },
  }
}

/** Korean: the address is a manager's of a Korean business, and nobody knows which language he has chosen. */
function write(deps: ApplicationDependencies, event: StoredEvent) {
  const pg = deps.gateways.find(({ id }) => id === event.pg)?.catalogue.nameKo ?? event.pg ?? ''
  const what = `${pg} ${methodNames[event.method ?? ''] ?? ''}`.trim()
  const state = event.to === undefined ? '' : stateNames[event.to]
  const heading =
    event.kind === 'NOTE' ? '전자결제 신청에 안내가 도착했습니다' : `${what}: ${state} 단계로 바뀌었습니다`
  return renderOneButton({
    language: 'ko',
    subject: event.kind === 'NOTE' ? '전자결제 신청 안내' : `전자결제 신청 진행 상황: ${what} ${state}`,
    heading,
    paragraphs: [
      ...(event.text === undefined ? [] : [event.text]),
      ...(event.to === 'COMPLETED'
        ? ['결제대행사가 발급한 실연동 값을 채널 관리에 등록하면 실제 결제를 받을 수 있습니다.']
        : []),
      '자세한 내용은 진행 상황 화면에서 확인해 주세요.',
    ],
    button: { label: '진행 상황 보기', url: `${deps.consoleOrigin}/application/status` },
    notes: ['이 메일은 전자결제 신청서의 담당자 주소로 보냈습니다.'],
  })
}

import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What webhooks can be refused: types of REST V2 where it has one, else of PortOne's console schema. */
export const webhookErrors = {
  WEBHOOK_NOT_FOUND: {
    httpStatus: 404,
    ko: '웹훅 내역이 존재하지 않습니다.',
    en: 'There is no such webhook.',
    cure: 'Leave webhookId out to resend the newest one of the payment.',
  },
  MAX_WEBHOOK_RETRY_COUNT_REACHED: {
    httpStatus: 400,
    ko: '동일한 웹훅의 수동 재발송 횟수가 최대에 도달했습니다.',
    en: 'This webhook was resent by hand as often as it may be.',
    cure: 'Read the payment instead of waiting for its webhook.',
  },
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  InvalidWebhookUrlError: {
    httpStatus: 422,
    ko: 'Endpoint URL이 올바르지 않습니다.',
    en: 'The endpoint URL is not valid.',
    cure: 'Enter an absolute http or https address.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '다른 사용자가 먼저 변경했습니다. 새로고침한 뒤 다시 저장해 주세요.',
    en: 'Somebody else changed this meanwhile; reload and save again.',
    cure: 'Read the setting again and repeat with its rowVersion.',
  },
  TooManyWebhookSecretsError: {
    httpStatus: 409,
    ko: '웹훅 시크릿은 최대 2개까지 발급할 수 있습니다. 사용하지 않는 시크릿을 만료해 주세요.',
    en: 'There are two live webhook secrets already; expire one first.',
    cure: 'Expire the secret that your server no longer uses.',
  },
  WebhookSecretNotFoundError: {
    httpStatus: 404,
    ko: '웹훅 시크릿을 찾을 수 없습니다. 이미 만료되었을 수 있습니다.',
    en: 'There is no such webhook secret; it may have expired already.',
    cure: 'Reload the list.',
  },
  WebhookSettingInheritedError: {
    httpStatus: 409,
    ko: '이 하위 상점은 대표 상점의 웹훅 설정을 사용합니다. 따로 설정하려면 하위 상점 관리에서 "대표 상점과 동일하게 설정"을 끄세요.',
    en: 'This sub-store uses the webhook settings of the representative store. To set its own, switch that off on the store page.',
    cure: 'Set `inheritsWebhooks` of the store to false first.',
  },
  StoreWebhookUrlNotSetError: {
    httpStatus: 409,
    ko: '저장된 Endpoint URL이 없습니다. 먼저 저장해 주세요.',
    en: 'No endpoint URL is saved; save one first.',
    cure: 'Save the setting, then test it.',
  },
} as const satisfies RefusalCatalogue

export const refuseWebhook = refusals(webhookErrors)

import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the screen of allowed addresses can be refused, and what a V1 call from elsewhere hears. */
export const callAddressErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  PresentAddressLockedOutError: {
    httpStatus: 409,
    ko: '지금 접속한 주소가 규칙에 없습니다. 저장하면 이 주소에서 보내는 V1 API 호출이 거부됩니다.',
    en: 'Your present address is in none of the rules. Once saved, V1 API calls from it are refused.',
    cure: 'Add a rule for the address, or send `acceptsLockOut: true`.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 설정이 바뀌었습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'The setting has changed meanwhile. Reload and save again.',
    cure: 'Reload the setting.',
  },
  CALL_ADDRESS_REFUSED: {
    httpStatus: 403,
    ko: '허용되지 않은 IP 주소에서 보낸 요청입니다. 관리자 콘솔의 추가 설정 관리에서 주소를 등록해 주세요.',
    en: 'Calls from this IP address are not allowed. Register it in the console under extra settings.',
    cure: 'Add a rule for the address in the console (결제 연동 → 연동 관리 → 추가 설정 관리).',
  },
  TIER_NOT_FOUND: {
    httpStatus: 404,
    ko: '하위 상점(Tier)이 존재하지 않습니다.',
    en: 'There is no sub-store of this tier code.',
    cure: 'Copy the tier code from the console (하위 상점), or leave the header out.',
  },
} as const satisfies RefusalCatalogue

export const refuseCallAddress = refusals(callAddressErrors)

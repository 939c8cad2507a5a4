import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What promotions can refuse, over REST V2 and in the console. */
export const promotionRefusals = {
  ...commonRefusals,
  PROMOTION_NOT_FOUND: {
    httpStatus: 404,
    ko: '프로모션이 존재하지 않습니다.',
    en: 'There is no such promotion in this store.',
    cure: 'Copy the promotion id from the console.',
  },
  PromotionNotFoundError: {
    httpStatus: 404,
    ko: '프로모션을 찾을 수 없습니다. 목록을 새로 고쳐 주세요.',
    en: 'There is no such promotion. Reload the list.',
    cure: 'Reload the list.',
  },
  DuplicatePromotionNameError: {
    httpStatus: 422,
    ko: '같은 이름의 프로모션이 이미 있습니다.',
    en: 'There is a promotion of this name already.',
    cure: 'Choose another name.',
  },
  PromotionTerminatedError: {
    httpStatus: 409,
    ko: '종료된 프로모션은 바꿀 수 없습니다.',
    en: 'A promotion that is over cannot be changed.',
    cure: 'Create a new one.',
  },
  PromotionNotEditableError: {
    httpStatus: 409,
    ko: '진행 중인 프로모션에서는 이름과 일정만 바꿀 수 있습니다.',
    en: 'Of a promotion that has begun only name and period can be changed.',
    cure: 'Leave the other members as they are, or create a new promotion.',
  },
  PromotionStaleError: {
    httpStatus: 409,
    ko: '다른 곳에서 먼저 수정했습니다. 최신 내용을 다시 불러온 뒤 수정해 주세요.',
    en: 'Somebody changed it meanwhile. Load it again.',
    cure: 'Load it again and repeat the change.',
  },
  InvalidPromotionError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Check what you entered.',
    cure: 'Correct the members that `fields` names.',
  },
} as const satisfies RefusalCatalogue

export const refusePromotion = refusals(promotionRefusals)

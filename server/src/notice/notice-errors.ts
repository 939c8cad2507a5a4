import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What notices can refuse. */
export const noticeRefusals = {
  ...commonRefusals,
  NoticeNotFoundError: {
    httpStatus: 404,
    ko: '글이 없습니다. 다른 운영자가 지웠을 수 있습니다.',
    en: 'There is no such notice. Another operator may have deleted it.',
    cure: 'Read the list again.',
  },
  InvalidNoticeError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Check what you entered.',
    cure: 'Mend the named fields.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '다른 곳에서 먼저 수정했습니다. 최신 내용을 다시 불러온 뒤 수정해 주세요.',
    en: 'It was changed elsewhere meanwhile. Load it again and repeat your change.',
    cure: 'Read the notice again and repeat the change.',
  },
} as const satisfies RefusalCatalogue

export const refuseNotice = refusals(noticeRefusals)

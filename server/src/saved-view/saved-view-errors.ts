import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What saved views can refuse. */
export const savedViewRefusals = {
  SavedViewNotFoundError: {
    httpStatus: 404,
    ko: '저장된 보기가 없습니다.',
    en: 'There is no such saved view.',
    cure: 'Read the list again; it may have been deleted in another window.',
  },
  InvalidSavedViewError: {
    httpStatus: 422,
    ko: '이름을 1자 이상 40자 이하로 입력해 주세요.',
    en: 'Give it a name of 1 to 40 letters.',
    cure: 'Send a name of 1 to 40 letters.',
  },
  SavedViewNameTakenError: {
    httpStatus: 409,
    ko: '같은 이름의 보기가 이미 있습니다. 다른 이름을 입력해 주세요.',
    en: 'You already have a view of this name. Choose another.',
    cure: 'Choose another name.',
  },
  TooManySavedViewsError: {
    httpStatus: 409,
    ko: '보기는 50개까지 저장할 수 있습니다. 쓰지 않는 보기를 지워 주세요.',
    en: 'At most 50 views can be saved. Delete one that you do not use.',
    cure: 'Delete a view first.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '다른 곳에서 먼저 수정했습니다. 최신 내용을 다시 불러온 뒤 수정해 주세요.',
    en: 'It was changed elsewhere meanwhile. Load it again and repeat your change.',
    cure: 'Read the view again and repeat the change.',
  },
} as const satisfies RefusalCatalogue

export const refuseSavedView = refusals(savedViewRefusals)

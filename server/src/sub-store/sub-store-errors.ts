import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the store page can be refused. Types are those of PortOne's published GraphQL schema where it has one. */
export const subStoreErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Please check what you entered.',
    cure: 'Correct the fields that `fields` names.',
  },
  RequiredTermDisagreedError: {
    httpStatus: 422,
    ko: '필수 항목에 동의해 주세요.',
    en: 'Please agree to the required terms.',
    cure: 'Send `terms.privacy` and `terms.disclosure` as true.',
  },
  DuplicatedStoreNameError: {
    httpStatus: 409,
    ko: '같은 이름의 상점이 이미 있습니다.',
    en: 'A store of this name exists already.',
    cure: 'Choose another name.',
  },
  DuplicatedTierCodeError: {
    httpStatus: 409,
    ko: '이미 사용 중인 티어 코드입니다.',
    en: 'This tier code is in use already.',
    cure: 'Choose another tier code.',
  },
  RepresentativeStoreCannotBeDeletedError: {
    httpStatus: 409,
    ko: '대표 상점은 삭제할 수 없습니다.',
    en: 'The representative store cannot be deleted.',
    cure: 'Only sub-stores can be deleted.',
  },
  StoreNotFoundError: {
    httpStatus: 404,
    ko: '상점을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such store; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 다른 사용자가 상점을 수정했습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'Somebody else changed this store meanwhile. Reload and save again.',
    cure: 'Reload the list.',
  },
} as const satisfies RefusalCatalogue

export const refuseSubStore = refusals(subStoreErrors)

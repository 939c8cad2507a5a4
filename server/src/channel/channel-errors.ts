import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the channel screens can be refused. Types of the console are those of PortOne's GraphQL schema where it has one. */
export const channelErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  NotAllowedPgMerchantIdError: {
    httpStatus: 422,
    ko: '실연동에는 공용 테스트 상점아이디를 쓸 수 없습니다.',
    en: 'A shared test merchant id cannot be used in live mode.',
    cure: 'Enter the merchant id that the PG issued after the contract.',
  },
  ChannelNotFoundError: {
    httpStatus: 404,
    ko: '채널을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such channel; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  ChannelDuplicateNameError: {
    httpStatus: 409,
    ko: '같은 이름의 채널이 이미 있습니다.',
    en: 'A channel of this name exists already.',
    cure: 'Choose another name.',
  },
  DuplicateChannelError: {
    httpStatus: 409,
    ko: '같은 결제 모듈과 PG상점아이디로 등록된 채널이 이미 있습니다.',
    en: 'A channel with this module and merchant id exists already.',
    cure: 'Edit the channel that exists, or delete it first.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 다른 사용자가 채널을 수정했습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'Somebody else changed this channel meanwhile. Reload and save again.',
    cure: 'Reload the channel.',
  },
  IncludedInChannelGroupError: {
    httpStatus: 409,
    ko: '스마트 라우팅 그룹에 들어 있는 채널은 삭제할 수 없습니다.',
    en: 'This channel belongs to a smart-routing group and cannot be deleted.',
    cure: 'Take it out of the groups that `uses` names.',
  },
  ChannelInUseError: {
    httpStatus: 409,
    ko: '아직 사용 중인 채널은 삭제할 수 없습니다.',
    en: 'This channel is still in use and cannot be deleted.',
    cure: 'Settle what `uses` names first.',
  },
  NotRepresentativeStoreError: {
    httpStatus: 409,
    ko: '채널은 대표 상점에만 추가할 수 있습니다. 대표 상점에 추가한 뒤 하위 상점에 배정해 주세요.',
    en: 'Channels are added to the representative store only. Add it there, then assign it to the sub-store.',
    cure: 'Choose the representative store, then assign the channel on the store page.',
  },
} as const satisfies RefusalCatalogue

export const refuseChannel = refusals(channelErrors)

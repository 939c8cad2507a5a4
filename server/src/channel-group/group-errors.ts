import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the smart-routing screen can be refused. Types are those of PortOne's GraphQL schema where it has one. */
export const groupErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  ChannelNotFoundError: {
    httpStatus: 404,
    ko: '그룹에 넣은 채널을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'A channel of the group does not exist; it may have been deleted.',
    cure: 'Take the channel that `fields` names out of the group.',
  },
  ChannelGroupNotFoundError: {
    httpStatus: 404,
    ko: '스마트 라우팅 그룹을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such smart-routing group; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  ChannelGroupDuplicateNameError: {
    httpStatus: 409,
    ko: '같은 이름의 스마트 라우팅 그룹이 이미 있습니다. 다른 이름을 입력해 주세요.',
    en: 'A smart-routing group of this name exists already. Choose another name.',
    cure: 'Choose another name.',
  },
  LimitExceededError: {
    httpStatus: 409,
    ko: '한 상점에 만들 수 있는 스마트 라우팅 그룹은 100개까지입니다. 쓰지 않는 그룹을 삭제해 주세요.',
    en: 'A store has at most 100 smart-routing groups. Delete one that is not used.',
    cure: 'Delete a group that is not used.',
  },
  NoScheduledSessionError: {
    httpStatus: 409,
    ko: '취소할 예약이 없습니다. 이미 시작되었거나 다른 사용자가 취소했습니다.',
    en: 'There is no such scheduled change: it has begun already, or somebody cancelled it.',
    cure: 'Reload the group.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 그룹이 바뀌었습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'The group has changed meanwhile. Reload and save again.',
    cure: 'Reload the group.',
  },
} as const satisfies RefusalCatalogue

export const refuseGroup = refusals(groupErrors)

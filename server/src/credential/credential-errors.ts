import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the console's key screens can be refused. Types are those of PortOne's GraphQL schema where it has one. */
export const credentialErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  V2ApiSecretNotFoundError: {
    httpStatus: 404,
    ko: 'API Secret을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such API secret; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  V1CredentialNotFoundError: {
    httpStatus: 404,
    ko: 'V1 식별코드가 아직 발급되지 않았습니다.',
    en: 'This merchant has no V1 credential yet.',
    cure: 'Ask the operator to create one.',
  },
} as const satisfies RefusalCatalogue

export const refuseCredential = refusals(credentialErrors)

import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What bringing in settlement records can refuse. */
export const reconciliationRefusals = {
  SettlementSourceNotFoundError: {
    httpStatus: 404,
    ko: '이 PG상점아이디의 채널이 없습니다. 채널 관리에서 확인해 주세요.',
    en: 'No channel of yours has this merchant id. Look into Channels.',
    cure: 'Name the PG and merchant id of one of your channels.',
  },
  RepresentativeStoreOnlyError: {
    httpStatus: 409,
    ko: '정산 자료는 대표 상점에서 가져옵니다. 상점을 대표 상점으로 바꿔 주세요.',
    en: 'Settlement records are brought in at the representative store. Switch to it.',
    cure: 'Call it with the id of the representative store.',
  },
  SettlementFileTooLargeError: {
    httpStatus: 413,
    ko: '파일은 100MB까지 올릴 수 있습니다. 기간을 나눠 주세요.',
    en: 'A file may have 100 MB at most. Split it by period.',
    cure: 'Split the file by period.',
  },
  SettlementColumnsError: {
    httpStatus: 422,
    ko: '첫 줄에 필요한 열 이름이 없습니다. 서식 파일의 첫 줄을 그대로 쓰세요.',
    en: 'The first line lacks column names that are needed. Keep the first line of the template.',
    cure: 'Add the columns that the detail names.',
  },
  InvalidSettlementLineError: {
    httpStatus: 422,
    ko: '읽을 수 없는 줄이 있어 아무것도 저장하지 않았습니다.',
    en: 'A line cannot be read, so nothing was saved.',
    cure: 'Correct the line that the detail names and send the file again.',
  },
  IncompleteSettlementFileError: {
    httpStatus: 422,
    ko: '파일이 끝까지 오지 않았습니다. 마지막 줄은 "합계,건수,금액"이어야 하며, 아무것도 저장하지 않았습니다.',
    en: 'The file is not whole: its last line must be "TOTAL,count,amount". Nothing was saved.',
    cure: 'Send the whole file, its line of totals included.',
  },
  CollectionUnavailableError: {
    httpStatus: 409,
    ko: '이 PG는 정산 API를 제공하지 않습니다. 정산 파일을 올려 주세요.',
    en: 'This PG has no settlement API. Upload its file instead.',
    cure: 'Upload a file.',
  },
  CollectionFailedError: {
    httpStatus: 502,
    ko: 'PG에서 정산 자료를 읽지 못했습니다. 아무것도 저장하지 않았습니다.',
    en: 'The PG did not give its settlement records. Nothing was saved.',
    cure: 'Try again later; the detail has the words of the PG.',
  },
  TooManyImportsError: {
    httpStatus: 429,
    ko: '다른 정산 자료를 가져오는 중입니다. 끝난 뒤에 다시 시도해 주세요.',
    en: 'Other records are being brought in. Try again when that is done.',
    cure: 'Wait until a running import ends.',
  },
  ReconciliationRangeError: {
    httpStatus: 422,
    ko: '기간이 올바르지 않습니다. 시작일이 종료일보다 늦지 않아야 하며, 최대 기간을 넘을 수 없습니다.',
    en: 'The period is not valid: it must not end before it begins, nor be too long.',
    cure: 'Shorten the period to the limit that the detail names.',
  },
} as const satisfies RefusalCatalogue

export const refuseReconciliation = refusals(reconciliationRefusals)

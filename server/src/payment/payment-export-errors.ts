import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What a download of payments can refuse. */
export const exportRefusals = {
  ExportTooLargeError: {
    httpStatus: 409,
    ko: '엑셀 파일에는 1,000,000건까지 담을 수 있습니다. 기간을 나누거나 CSV로 받아 주세요.',
    en: 'An Excel file holds 1,000,000 rows. Narrow the period, or take CSV.',
    cure: 'Narrow the period, or take CSV.',
  },
  ExportBusyError: {
    httpStatus: 429,
    ko: '다른 다운로드가 진행 중입니다. 잠시 후 다시 시도해 주세요.',
    en: 'Other downloads are running. Try again in a moment.',
    cure: 'Wait until a running download ends.',
  },
} as const satisfies RefusalCatalogue

export const refuseExport = refusals(exportRefusals)

import { infiniteQueryOptions } from '@tanstack/react-query'
import type {
  CashReceiptPage,
  CashReceiptRow,
  IssueReceiptBody,
} from '@naru/server/wire/console-cash-receipt'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import type { Members } from '../recurring/recurring-api.ts'

export const receiptsKey = (storeId: string) => ['stores', storeId, 'cash-receipts'] as const

export function receiptsQuery(storeId: string, members: Members) {
  return infiniteQueryOptions({
    queryKey: [...receiptsKey(storeId), members],
    queryFn: ({ pageParam, signal }) =>
      request<CashReceiptPage>(
        'GET',
        apiPath`stores/${storeId}/cash-receipts` + queryString({ ...members, cursor: pageParam }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export const issueReceipt = (storeId: string, body: IssueReceiptBody) =>
  request<CashReceiptRow>('POST', apiPath`stores/${storeId}/cash-receipts`, body)
export const cancelReceipt = (storeId: string, paymentId: string) =>
  request<CashReceiptRow>('POST', apiPath`stores/${storeId}/cash-receipts/${paymentId}/cancel`, {})

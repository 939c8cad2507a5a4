/** How windows that take no money end when the buyer closes them; payments have `closedByBuyer` of their own. */
export const issueClosedByBuyer = { reason: '구매자가 등록을 취소했습니다.', sdkCode: 'FAILURE_TYPE_PG' }
export const closedByPerson = { reason: '구매자가 본인인증을 취소했습니다.', sdkCode: 'FAILURE_TYPE_PG' }

/** 추가 설정 관리: addresses that may call REST V1. */
export const callAddress = {
  title: 'API 호출 허용 주소 (화이트리스트)',
  text: 'REST API V1을 부를 수 있는 IP 주소를 정합니다. V2 API에는 적용되지 않습니다.',
  enforce: '등록한 주소만 허용하기',
  enforceHint: '켜면 아래 규칙에 없는 주소에서 보낸 V1 API 호출을 모두 거부합니다. 저장하는 즉시 적용됩니다.',
  empty: '등록한 규칙이 없습니다. [규칙 추가]를 눌러 서버의 주소를 등록하세요.',
  cidr: 'IP 주소 (CIDR)',
  cidrOf: '{{number}}번째 규칙의 IP 주소 (CIDR)',
  memo: '메모',
  memoOf: '{{number}}번째 규칙의 메모',
  memoPlaceholder: '예: 운영 서버',
  removeOf: '{{number}}번째 규칙 삭제',
  add: '규칙 추가',
  addPresent: '현재 주소 추가 ({{address}})',
  saved: '허용 주소를 저장했습니다',
  lockOutTitle: '지금 접속한 주소가 규칙에 없습니다',
  lockOutText:
    '{{address}}에서 보내는 V1 API 호출은 저장하는 즉시 거부됩니다. 서버 주소가 아니라면 그대로 저장해도 됩니다.',
  lockOutConfirm: '그대로 저장',
} as const

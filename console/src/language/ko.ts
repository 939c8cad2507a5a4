import { team } from './ko/team.ts'
import { notice } from './ko/notice.ts'
import { operator } from './ko/operator.ts'
import { callAddress } from './ko/call-address.ts'
import { application } from './ko/application.ts'
import { audit } from './ko/audit.ts'
import { home } from './ko/home.ts'
import { myAccount } from './ko/my-account.ts'
import { identity } from './ko/identity.ts'
import { checkout } from './ko/checkout.ts'
import { payment } from './ko/payment.ts'
import { promotion } from './ko/promotion.ts'
import { recurring } from './ko/recurring.ts'
import { cashReceipt } from './ko/cash-receipt.ts'
import { reconciliation } from './ko/reconciliation.ts'
import { webhook } from './ko/webhook.ts'
import { channel } from './ko/channel.ts'
import { channelGroup } from './ko/channel-group.ts'
import { credential } from './ko/credential.ts'
/** Every Korean word of the console. `en.ts` has the same keys; a test compares the two. */
export const ko = {
  common: {
    product: '나루',
    productConsole: '나루 콘솔',
    back: '이전',
    next: '다음',
    done: '완료',
    cancel: '취소',
    close: '닫기',
    copy: '복사',
    copied: '복사했습니다',
    copyWhat: '{{what}} 복사',
    requestId: '요청 ID',
    retry: '다시 시도',
    loading: '불러오는 중',
    notFoundTitle: '페이지를 찾을 수 없습니다',
    notFoundText: '주소가 바뀌었거나 없는 페이지입니다.',
    goHome: '홈으로',
    unexpected: '요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.',
    offline: '서버에 연결할 수 없습니다. 네트워크와 서버 상태를 확인한 뒤 다시 시도해 주세요.',
    stale: '다른 곳에서 먼저 수정했습니다. 최신 내용을 다시 불러온 뒤 수정해 주세요.',
    reload: '최신 내용 불러오기',
    save: '저장',
    saved: '저장했습니다',
    delete: '삭제',
    search: '검색',
    more: '더 보기',
    show: '보기',
    hide: '숨기기',
    showWhat: '{{what}} 보기',
    hideWhat: '{{what}} 숨기기',
    required: '{{what}}은(는) 필수 항목입니다.',
    none: '없음',
    seoulTime: '모든 시각은 서울 시간(KST)입니다.',
    noPermissionTitle: '이 화면을 볼 권한이 없습니다',
    noPermissionText: '고객사의 최고 관리자(Owner)에게 권한을 요청해 주세요.',
  },
  language: { other: 'English' },
  theme: { toLight: '밝은 화면으로', toDark: '어두운 화면으로' },
  mode: {
    label: '연동 모드',
    TEST: '테스트',
    LIVE: '실연동',
    band: {
      TEST: '테스트 모드입니다. 실제 매출로 이어지지 않습니다.',
      LIVE: '실연동 모드입니다. 실제 돈이 오갑니다.',
    },
  },
  account: {
    email: '이메일',
    emailAddress: '이메일 주소(ID)',
    emailPlaceholder: '메일을 받을 수 있는 주소',
    password: '비밀번호',
    passwordAgain: '비밀번호 확인',
    newPassword: '새 비밀번호',
    newPasswordAgain: '새 비밀번호 확인',
    passwordRule: '영문 대문자·소문자·숫자를 포함해 8자 이상, 이메일 아이디는 넣을 수 없습니다.',
    showPassword: '입력한 글자 보기',
    signIn: '로그인',
    signInTitle: '간편하게 로그인하고 내 상점을 확인해보세요',
    goSignIn: '로그인하기',
    signUp: '가입',
    goSignUp: '가입하기',
    signUpTitle: '계약 없이 바로 시작하세요',
    signUpText: '가입하면 테스트 채널로 결제 연동을 바로 시험해 볼 수 있습니다.',
    haveAccount: '이미 계정이 있으신가요?',
    noAccount: '아직 계정이 없으신가요?',
    forgot: '비밀번호 재설정',
    forgotText: '가입한 이메일 주소로 재설정 링크를 보내드립니다. 링크는 1시간 동안 쓸 수 있습니다.',
    sendLink: '재설정 메일 받기',
    forgotSentTitle: '메일을 확인해 주세요',
    forgotSentText:
      '가입된 주소라면 {{email}}(으)로 재설정 링크를 보냈습니다. 보이지 않으면 스팸 메일함을 확인해 주세요.',
    resetTitle: '새 비밀번호 설정',
    resetText: '설정을 마치면 로그인된 모든 기기에서 로그아웃됩니다.',
    reset: '비밀번호 변경',
    resetDone: '비밀번호를 바꿨습니다',
    resetDoneText: '새 비밀번호로 로그인해 주세요.',
    linkMissing: '링크에 필요한 값이 없습니다. 메일의 주소 전체를 열어 주세요.',
    agreeAll: '전체 동의',
    terms: '약관 동의',
    termService: '[필수] 이용약관',
    termPrivacy: '[필수] 개인정보 수집 및 이용',
    termMarketing: '[선택] 마케팅 활용 및 광고성 정보 수신',
    termRequired: '필수 약관에 동의해 주세요.',
    emailInvalid: '이메일 주소 형식을 확인해 주세요.',
    passwordInvalid: '영문 대문자·소문자·숫자를 포함해 8자 이상 입력해 주세요.',
    passwordDiffers: '두 비밀번호가 서로 다릅니다.',
    mailSentTitle: '인증 메일을 보냈습니다',
    mailSentText:
      '받은 메일에서 [이메일 인증하기]를 누르면 가입이 끝납니다. 인증을 마쳐야 로그인할 수 있습니다.',
    mailSentSpam: '메일이 보이지 않으면 스팸 메일함을 확인해 주세요. 링크는 24시간 동안 쓸 수 있습니다.',
    resend: '인증 메일 재발송',
    resendDone: '인증 메일을 다시 보냈습니다. 받은 메일함과 스팸 메일함을 확인해 주세요.',
    openMailbox: '개발용 메일함 열기',
    mailboxHint: '개발 모드에서는 메일이 밖으로 나가지 않고 개발용 메일함에 쌓입니다.',
    verifying: '이메일을 인증하고 있습니다',
    verified: '이메일 인증이 끝났습니다',
    verifiedText: '이제 로그인할 수 있습니다.',
    alreadyVerified: '이미 인증된 이메일입니다',
    verifyFailed: '이메일을 인증하지 못했습니다',
    resendFor: '인증 메일을 다시 받을 주소',
    pitchTitle: '결제가 닿는 곳, 나루',
    pitch: '여러 결제대행사를 하나의 연동으로. 우리 서버에서, 우리 손으로 운영합니다.',
  },
  mailbox: {
    title: '개발용 메일함',
    text: '이 설치에서 보낸 메일이 모입니다. 개발 모드에서만 열립니다.',
    filter: '받는 사람',
    filterPlaceholder: '주소 전체를 입력하면 그 주소의 메일만 보입니다',
    empty: '아직 보낸 메일이 없습니다',
    emptyText: '회원가입이나 비밀번호 재설정을 하면 여기에 메일이 도착합니다.',
    off: '개발용 메일함이 꺼져 있습니다',
    offText: '운영 모드이거나 메일 서버가 설정된 설치에서는 메일이 실제로 발송됩니다.',
    list: '메일 목록',
    from: '{{to}} 앞',
    openLink: '메일의 링크 열기',
    refresh: '새로고침',
  },
  shell: {
    skip: '본문으로 건너뛰기',
    menu: '메뉴',
    home: '홈',
    payments: '결제 내역',
    integration: '결제 연동',
    settings: '설정',
    account: '내 계정',
    signOut: '로그아웃',
    development: '개발 모드',
    storeId: '상점아이디',
    pickStore: '상점 선택:',
    searchStore: '상점 이름을 입력하세요',
    noStore: '이 계정으로 볼 수 있는 상점이 없습니다.',
    noSuchStore: '찾는 상점이 없습니다.',
    representative: '대표',
  },
  role: {
    OWNER: '최고 관리자',
    ADMIN: '관리자',
    MANAGER: '고객사 매니저',
    DEV: '고객사 개발',
    READ_ONLY: '고객사 조회',
    STORE_MANAGER: '하위 상점 매니저',
    STORE_READ_ONLY: '하위 상점 조회',
  },
  application,
  notice,
  operator,
  audit,
  callAddress,
  myAccount,
  channel,
  channelGroup,
  credential,
  team,
  identity,
  checkout,
  payment,
  promotion,
  reconciliation,
  recurring,
  cashReceipt,
  webhook,
  home,
  integration: {
    title: '연동 관리',
    channels: '채널 관리',
    keys: '식별코드·API Keys',
    webhooks: '결제알림(Webhook) 관리',
    extra: '추가 설정 관리',
  },
} as const satisfies Tree

interface Tree {
  readonly [key: string]: string | Tree
}

/** The shape that another language fills in. */
export type Catalogue = Worded<typeof ko>
type Worded<Branch> = {
  readonly [Key in keyof Branch]: Branch[Key] extends string ? string : Worded<Branch[Key]>
}

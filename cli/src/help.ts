/** What `npm run naru -- help` prints. */
export const help = `naru — 나루 명령줄 · the command line of Naru

  npm run naru -- <verb> [options]

  setup [--json]     실행 중인 나루의 주소와 키를 보여 줍니다. --json은 JSON만 출력합니다.
                     Shows addresses and keys of the running system; --json prints JSON only.

  pay                브라우저 없이 상점과 구매자를 대신해 한 번 결제하고, 결제 건 JSON을 그대로 출력합니다.
                     Plays shop and buyer without a browser and prints the payment's JSON as answered.
     --channel KEY        채널 키 channel key (setup --json → channels[].channelKey)
     --amount N           금액, 통화의 최소 단위 정수 · amount in the currency's smallest unit
     --currency KRW       --order-name TEXT    --payment-id ID
                          적지 않으면 채널이 받는 수단과 통화입니다. Left out: what the channel takes.
     --method CARD        --device PC|MOBILE   --timeout-sec 90
     --decline            PG가 창에서 거절합니다. The PG declines in its window.
     --close              구매자가 창을 닫습니다. The buyer closes the window.
     --vanish             구매자가 돌아오지 않습니다. The buyer never comes back.
     --silent-before      승인 전에 PG 응답이 끊깁니다. The PG falls silent before it approves.
     --silent-after       승인 후에 PG 응답이 끊깁니다. The PG falls silent after it approved.
                     끝나면 0, 아니면 1을 돌려줍니다. Exit code 0 when settled, else 1.

  doctor             데이터 폴더, 비밀 파일, 데이터베이스, 감사 기록, 포트를 점검합니다.
                     Looks at the data folder, secret files, database, audit chains and listeners.

  catalogue [--json] 채널을 만들 수 있는 PG와 결제 모듈, 입력값을 보여 줍니다. 실행 중이 아니어도 됩니다.
                     Lists PGs, modules and what their channels ask for; needs no running system.

  gateway-pages [--check]
                     docs/gateways/*.md의 표를 카탈로그로 다시 만듭니다. 개발할 때 씁니다.
                     Renews the tables of docs/gateways/*.md from the catalogue; for those who change the code.

  new-gateway ID     새 PG의 커넥터, 카탈로그, 시뮬레이터, 시험, 문서를 만들어 등록합니다. docs/new-gateway.md
                     Lays out a new PG: connector, catalogue, simulator, tests, page, registrations.
     --name-ko TEXT   --name-en TEXT   --category pg|easy-pay|overseas

  migrate            DATABASE_URL의 스키마를 최신으로 만듭니다.
                     Brings the schema at DATABASE_URL up to date.

  migrate-check FOLDER [--json]
                     상점 코드에서 V1 호출을 찾아, V2의 무엇으로 바꾸는지와 쓸 채널 키를 알려 줍니다.
                     Finds V1 calls in a shop's code, and tells what replaces each and the channel keys to use.

  operator add EMAIL 신청을 심사하는 운영자를 추가하고, 비밀번호를 정하는 일회용 링크를 출력합니다.
                     Adds an operator of this installation and prints a one-time link to choose a password.

  NARU_PORT_BASE (4000), NARU_DATA_DIR (.naru), DATABASE_URL: npm start와 같은 값을 쓰세요.
                     Use the same values as npm start.
`

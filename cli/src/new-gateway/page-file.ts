import type { GatewayNames } from './gateway-names.ts'

/** The documentation page, whose tables `naru gateway-pages` fills. */
export function pageFile({ nameKo, moduleCode }: GatewayNames): string {
  return `# ${nameKo}

이 PG의 커넥터는 쓰는 중입니다. 모듈 \`${moduleCode}\`의 채널은 저장할 수 있고, 결제창은 아직 열리지 않습니다.

<!-- naru:modules -->

## 되는 것

<!-- naru:operations -->

<!-- naru:windows -->

<!-- naru:billing -->

## 연동 정보

<!-- naru:credentials -->

<!-- naru:test-mode -->

<!-- naru:test-mids -->

## 알아 둘 것

언제 돈이 움직이는지, 응답을 잃으면 무엇으로 확인하는지, 주문의 한계(금액, 길이, 글자, 필수 구매자 정보)를 적습니다.

## 아직 없는 것

모두.

## 확인하지 못한 것

PG의 문서에서 찾지 못해 시뮬레이터가 정한 것을 적습니다.

## 시뮬레이터

공통 [마법 값](../simulators.md) 밖의 것을 적습니다.
`
}

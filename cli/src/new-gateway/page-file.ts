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

## 한계

아직 확인한 것이 없습니다.

## 입력값과 찾는 곳

<!-- naru:credentials -->

## 시험

<!-- naru:test-mode -->

<!-- naru:test-mids -->
`
}

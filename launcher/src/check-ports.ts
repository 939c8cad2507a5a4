import { whyPortFails } from './free-port.ts'
import { LaunchError } from './launch-error.ts'
import { facesOf, portOf, type Settings } from './settings.ts'

/**
 * Sees before anything starts whether the ports can be had.
 *
 * The addresses say `localhost`, which browsers try as `::1` first: a program that listens there only would be
 * shown instead of Naru, so it counts as being in the way.
 */
export async function checkPorts({ mode, portBase }: Pick<Settings, 'mode' | 'portBase'>): Promise<void> {
  for (const face of facesOf(mode)) {
    const port = portOf(face, portBase)
    const reasons = await Promise.all(['127.0.0.1', '::1'].map((host) => whyPortFails(port, host)))
    if (reasons.includes('EADDRINUSE')) throw portInUse(port, portBase)
    if (reasons.includes('EACCES')) throw portForbidden(port)
  }
}

function portInUse(port: number, portBase: number): LaunchError {
  const other = portBase + 100 <= 65_500 ? portBase + 100 : 4000
  return new LaunchError(
    `포트 ${port}을(를) 다른 프로그램이 사용 중입니다. 그 프로그램을 종료하거나 다른 포트로 시작하세요: NARU_PORT_BASE=${other} npm start`,
    `Port ${port} is in use by another program: stop that program, or start on other ports: NARU_PORT_BASE=${other} npm start`,
  )
}

function portForbidden(port: number): LaunchError {
  return new LaunchError(
    `포트 ${port}을(를) 열 권한이 없습니다. NARU_PORT_BASE를 1024 이상으로 지정하세요.`,
    `No permission to listen on port ${port}: set NARU_PORT_BASE to 1024 or above.`,
  )
}

import { join, resolve } from 'node:path'
import { codeOf, LaunchError } from './launch-error.ts'
import { makeFolder } from './make-folder.ts'

/** Makes the data folder, closed to others, and the folder of the logs in it; returns the latter. */
export async function openDataFolder(dataDir: string): Promise<string> {
  const logsDir = join(dataDir, 'logs')
  try {
    await makeFolder(resolve(dataDir), 0o700)
    await makeFolder(resolve(logsDir), 0o700)
    return logsDir
  } catch (cause) {
    throw unwritable(dataDir, cause)
  }
}

export function unwritable(folder: string, cause: unknown): LaunchError {
  return new LaunchError(
    `데이터 폴더(${resolve(folder)})에 쓸 수 없습니다(${codeOf(cause)}). 권한과 남은 공간을 확인하거나 NARU_DATA_DIR로 다른 폴더를 지정하세요.`,
    `The data folder (${resolve(folder)}) cannot be written (${codeOf(cause)}): check its permissions and free space, or choose another with NARU_DATA_DIR.`,
    { cause },
  )
}

/** Says so in one sentence when Node is too old; everything after this line may use what Node 20.19 offers. */
export const nodeVersionMin = [20, 19]

export function isNodeNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > nodeVersionMin[0] || (major === nodeVersionMin[0] && minor >= nodeVersionMin[1])
}

export function requireNode(version = process.versions.node) {
  if (isNodeNewEnough(version)) return
  process.stderr.write(
    `Node ${version}에서는 실행할 수 없습니다. Node ${nodeVersionMin.join('.')} 이상을 설치하세요.\n` +
      `Naru does not run on Node ${version}: install Node ${nodeVersionMin.join('.')} or later.\n`,
  )
  process.exit(1)
}

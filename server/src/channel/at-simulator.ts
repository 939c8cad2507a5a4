import type { Evidence, Gateway } from '@naru/gateways'
import type { OpenedChannel } from './open-channel.ts'
import type { ChannelUse } from './unsupported-use.ts'
import { thingOf } from './unsupported-use.ts'

/** True when the channel can speak a wire of this evidence: what only the simulator knows is spoken to nobody else. */
export function canSpeak(
  channel: Pick<OpenedChannel, 'mode' | 'context'>,
  evidence: Evidence | undefined,
): boolean {
  return evidence !== 'C' || (channel.mode === 'TEST' && channel.context().environment.kind === 'simulator')
}

/** The sentence for a part of a module that works against the simulator only. */
export function simulatorOnly({ catalogue }: Gateway, moduleCode: string, use: ChannelUse): string {
  const { ko, en } = thingOf(use)
  return (
    `공개된 연동 규격이 없어 시뮬레이터의 테스트 채널로만 쓸 수 있는 기능입니다: ${catalogue.nameKo}(${moduleCode})의 ${ko}` +
    ` / works against the simulator only: ${en} of ${catalogue.nameEn}`
  )
}

import type { Gateway } from '@naru/gateways'
import type { Channel } from '../channel/channel.ts'
import { findConnector } from '../channel/channel-dependencies.ts'
import type { FieldProblem } from '../channel/channel-form.ts'
import { hour } from '../foundation/clock.ts'
import type { Mode } from '../wire/console.ts'
import type { GroupEntry } from './channel-group.ts'

export const entriesMax = 10
export const weightSum = 100

/** A sentence without its field. */
export interface Obstacle {
  readonly ko: string
  readonly en: string
}

/**
 * Everything about the entries that can be said without their channels: 1 to 10, none twice, integer weights with the
 * sum 100 over all (disabled ones count), and something left to choose from.
 *
 * Source: console guide, smart routing. That disabled entries count towards the 100 and that a group which would never
 * choose anything is refused are decisions of ours.
 */
export function checkDivision(entries: readonly GroupEntry[]): FieldProblem[] {
  if (entries.length === 0)
    return [problem('entries', '채널을 1개 이상 추가해 주세요.', 'Add at least one channel.')]
  if (entries.length > entriesMax)
    return [
      problem(
        'entries',
        `채널은 ${entriesMax}개까지 넣을 수 있습니다.`,
        `A group has at most ${entriesMax} channels.`,
      ),
    ]
  const each = entries.flatMap(({ channelKey, weight }, index) => {
    if (entries.findIndex((other) => other.channelKey === channelKey) !== index)
      return [
        problem(
          `entries.${index}.channelKey`,
          '같은 채널을 두 번 넣을 수 없습니다.',
          'A channel can stand in a group once.',
        ),
      ]
    return Number.isInteger(weight) && weight >= 0 && weight <= weightSum
      ? []
      : [
          problem(
            `entries.${index}.weight`,
            '비율은 0에서 100 사이의 정수로 입력해 주세요.',
            'A weight is a whole number from 0 to 100.',
          ),
        ]
  })
  if (each.length > 0) return each
  const sum = entries.reduce((total, { weight }) => total + weight, 0)
  if (sum !== weightSum)
    return [
      problem(
        'entries',
        `비율의 합이 100이어야 합니다. 지금은 ${sum}입니다.`,
        `The weights must sum to 100; they sum to ${sum}.`,
      ),
    ]
  if (!entries.some(({ enabled }) => enabled))
    return [problem('entries', '채널을 1개 이상 활성화해 주세요.', 'At least one channel must be enabled.')]
  if (!entries.some(({ enabled, weight }) => enabled && weight > 0))
    return [
      problem(
        'entries',
        '활성화한 채널의 비율이 모두 0이라 아무 채널도 선택되지 않습니다.',
        'Every enabled channel has the weight 0, so none would ever be chosen.',
      ),
    ]
  return []
}

/** Why a channel cannot stand in a group of this mode; undefined when it can. */
export function obstacleOf(
  gateways: readonly Gateway[],
  channel: Pick<Channel, 'mode' | 'pg' | 'moduleCode' | 'attribute'>,
  mode: Mode,
): Obstacle | undefined {
  if (channel.mode !== mode)
    return {
      ko: '그룹과 연동 모드(실연동/테스트)가 다른 채널입니다.',
      en: 'The channel is of the other mode (live/test).',
    }
  if (channel.attribute !== 'PAYMENT')
    return { ko: '결제 채널만 넣을 수 있습니다.', en: 'Only payment channels can stand in a group.' }
  const connector = findConnector(gateways, channel.pg, channel.moduleCode)
  if (connector?.gateway.catalogue.category === '간편결제 직연동')
    return {
      ko: '간편결제 직연동 채널은 스마트 라우팅에 쓸 수 없습니다.',
      en: 'Channels of directly contracted easy-pay services cannot be routed.',
    }
  if (connector?.module.smartRouting === undefined)
    return {
      ko: '스마트 라우팅을 지원하지 않는 결제 모듈입니다.',
      en: 'The module of this channel does not support smart routing.',
    }
  return undefined
}

/** A scheduled beginning: a whole hour, later than now. Seoul is a whole number of hours from UTC. */
export function checkBeginning(beginAt: Date, now: Date): FieldProblem[] {
  if (beginAt.getTime() % hour !== 0)
    return [problem('beginAt', '예약은 정시로만 할 수 있습니다.', 'A change is scheduled on the hour.')]
  if (beginAt <= now)
    return [
      problem('beginAt', '지금보다 뒤의 시각을 선택해 주세요.', 'Choose a time that lies in the future.'),
    ]
  return []
}

function problem(field: string, ko: string, en: string): FieldProblem {
  return { field, ko, en }
}

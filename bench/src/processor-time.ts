import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second of /proc; Linux has used 100 for user space since 2.6. */
const ticksPerSecond = 100

interface Stat {
  readonly parent: number
  readonly ticks: number
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    // After the name: state ppid pgrp … utime(11) stime(12) cutime(13) cstime(14), counted from 0.
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15)
    return {
      parent: Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]),
      ticks: utime + stime + cutime + cstime,
    }
  } catch {
    return undefined
  }
}

/** CPU milliseconds that these processes and their children have used so far; Linux only, undefined elsewhere. */
export function processorMs(roots: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined
  const all = readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0)
  const stats = new Map(all.map((pid) => [pid, readStat(pid)]))
  const belongs = (pid: number): boolean => roots.includes(pid) || roots.includes(stats.get(pid)?.parent ?? 0)
  const ticks = all.filter(belongs).reduce((sum, pid) => sum + (stats.get(pid)?.ticks ?? 0), 0)
  return (ticks * 1_000) / ticksPerSecond
}

/** Resident memory in MB. */
export function residentMb(pid: number): number | undefined {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line?.[1] === undefined ? undefined : Number(line[1]) / 1_024
  } catch {
    return undefined
  }
}

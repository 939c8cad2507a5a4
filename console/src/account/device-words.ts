import { getParser } from 'bowser'

/** A browser in words, such as `Chrome · macOS`; undefined when it does not say what it is. */
export function deviceWords(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined || userAgent.trim() === '') return undefined
  const parser = getParser(userAgent)
  const words = [parser.getBrowserName(), parser.getOSName()].filter((word) => word !== '')
  return words.length === 0 ? undefined : words.join(' · ')
}

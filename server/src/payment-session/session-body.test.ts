import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isColor, isWebAddress } from './session-body.ts'

test('colours are colours and nothing that a style sheet could obey', () => {
  for (const good of [
    '#fff',
    '#0E5266',
    '#0e5266cc',
    'rgb(1, 2, 3)',
    'hsl(190deg 50% 40%)',
    'rgba(1,2,3,0.5)',
  ])
    expect([good, isColor(good)]).toEqual([good, true])
  for (const bad of [
    'red;background:url(https://evil)',
    'url(javascript:1)',
    'var(--x)',
    '#12345',
    'expression(1)',
    'rgb(1,2,3);}',
    '',
  ])
    expect([bad, isColor(bad)]).toEqual([bad, false])
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isColor(text) && /[;{}:"'<>\\]/.test(text)).toBe(false)
    }),
  )
})

test('an address that a page links to is of the web', () => {
  expect(['https://a.example/x', 'http://a.example'].every(isWebAddress)).toBe(true)
  expect(['javascript:alert(1)', '//a.example', 'ftp://a', 'https://'].some(isWebAddress)).toBe(false)
})

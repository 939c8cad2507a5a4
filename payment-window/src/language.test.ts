import { expect, test } from 'vitest'
import { chooseLanguage } from './language.ts'
import { texts } from './texts.ts'

test("the attempt's locale wins over the browser's", () => {
  expect(chooseLanguage('EN_US', ['ko-KR'])).toBe('en')
  expect(chooseLanguage('ZH_TW', ['ko-KR'])).toBe('zh-TW')
})

test("a locale without texts leaves the choice to the browser's languages, then Korean", () => {
  expect(chooseLanguage('TH_TH', ['fr-FR', 'ja-JP'])).toBe('ja')
  expect(chooseLanguage(undefined, ['zh-Hant-HK'])).toBe('zh-TW')
  expect(chooseLanguage(undefined, ['zh'])).toBe('zh-CN')
  expect(chooseLanguage('TH_TH', [])).toBe('ko')
})

test('no sentence is empty in any language', () => {
  for (const words of Object.values(texts)) {
    expect(Object.values(words).filter((sentence: string) => sentence.trim() === '')).toEqual([])
  }
})

test('the word that merchants look for is in the Korean close sentence', () => {
  expect(texts.ko.cancel).toContain('취소')
})

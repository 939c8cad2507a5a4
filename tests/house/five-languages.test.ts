import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkoutMethodNames } from '@naru/server/payment-session/checkout-method'
import { translations } from '@naru/browser-sdk/attempt/texts'
import { textsFor } from '@naru/payment-window/identity-texts'
import { chooseLanguage, type Language } from '@naru/payment-window/language'
import { brands, sessionTexts } from '@naru/payment-window/session-texts'
import { texts } from '@naru/payment-window/texts'

// Goal: a buyer who was sent here in one of the five locales of the SDK reads nothing in another.
const locales: Readonly<Record<string, Language>> = {
  KO_KR: 'ko',
  EN_US: 'en',
  ZH_CN: 'zh-CN',
  ZH_TW: 'zh-TW',
  JA_JP: 'ja',
}
const languages = Object.values(locales)

/** Letters that a sentence of the language has, and letters that only another of the five has. */
const letters: Readonly<Record<Language, { readonly own: RegExp; readonly foreign: RegExp }>> = {
  ko: { own: /[가-힣]/, foreign: /[\u3040-\u30ff\u4e00-\u9fff]/ },
  en: { own: /[A-Za-z]/, foreign: /[가-힣\u3040-\u30ff\u4e00-\u9fff]/ },
  'zh-CN': { own: /[\u4e00-\u9fff]/, foreign: /[가-힣\u3040-\u30ff]/ },
  'zh-TW': { own: /[\u4e00-\u9fff]/, foreign: /[가-힣\u3040-\u30ff]/ },
  ja: { own: /[\u3040-\u30ff\u4e00-\u9fff]/, foreign: /[가-힣]/ },
}

/** Everything that the window, the identity window, the hosted checkout and the script's own frame say. */
function sentencesOf(language: Language): Record<string, string> {
  const { names: _names, ...session } = sessionTexts[language]
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    payment: { ...texts[language] },
    identity: { ...textsFor(language, 'IDENTITY_VERIFICATION') },
    session,
    script: { ...translations[language] },
  }
  return Object.fromEntries(
    Object.entries(tables).flatMap(([table, words]) =>
      Object.entries(words).map(([key, sentence]) => [`${table}.${key}`, sentence]),
    ),
  )
}

test.each(Object.entries(locales))('%s is a language of its own', (locale, language) => {
  expect(chooseLanguage(locale, [])).toBe(language)
})

test.each(languages)('every sentence exists in %s, in its own letters', (language) => {
  const korean = sentencesOf('ko')
  const sentences = sentencesOf(language)
  const { own, foreign } = letters[language]

  expect(Object.keys(sentences)).toEqual(Object.keys(korean))
  expect(Object.entries(sentences).filter(([, one]) => !own.test(one) || foreign.test(one))).toEqual([])
})

test('no language borrows the sentences of another', () => {
  for (const [index, one] of languages.entries())
    for (const other of languages.slice(index + 1)) {
      const [left, right] = [sentencesOf(one), sentencesOf(other)]
      // Short words may truly be the same in both ways of writing Chinese, or in Chinese and Japanese.
      const same = Object.keys(left).filter((key) => left[key] === right[key] && (left[key] ?? '').length > 8)
      expect([one, other, same.filter((key) => !key.endsWith('testMeaning'))]).toEqual([one, other, []])
    }
})

test('every pay method of the hosted checkout has a name in every language', () => {
  for (const language of languages) {
    const { names } = sessionTexts[language]
    const nameless = checkoutMethodNames.filter((method) => !(method in names) && !(method in brands))
    expect([language, nameless]).toEqual([language, []])
    expect(
      Object.values(names).filter((name) => name.trim() === '' || letters[language].foreign.test(name)),
    ).toEqual([])
  }
})

test('nothing that the buyer reads stands outside these tables', () => {
  const folder = fileURLToPath(new URL('../../payment-window/src/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('.test.') && !file.endsWith('texts.ts'),
  )
  const strays = files.flatMap((file) =>
    readFileSync(`${folder}${file}`, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && /[가-힣\u3040-\u30ff\u4e00-\u9fff]/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  // The won sign of the Koreans: how an amount is written, not what is said.
  expect(strays.filter((line) => !line.includes('원`'))).toEqual([])
})

import { expect, test } from 'vitest'
import { classifyDevice } from './device.ts'

const mobile = {
  iPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
  'iPad asking for mobile pages':
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
  'Galaxy phone':
    'Mozilla/5.0 (Linux; Android 14; SM-S928N) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36',
  'Galaxy tablet':
    'Mozilla/5.0 (Linux; Android 13; SM-X910) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  'KakaoTalk web view':
    'Mozilla/5.0 (Linux; Android 14; SM-A546S; wv) AppleWebKit/537.36 Version/4.0 Chrome/126 Mobile Safari/537.36;KAKAOTALK 2610780',
  'Firefox for Android': 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
}

const pc = {
  'Windows Chrome':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  'Mac Safari':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
  'Windows tablet': 'Mozilla/5.0 (Windows NT 6.3; Trident/7.0; Touch; Tablet PC 2.0; rv:11.0) like Gecko',
  Chromebook: 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  'Android television':
    'Mozilla/5.0 (Linux; Android 12; BRAVIA 4K) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  'no user agent': '',
}

for (const [name, userAgent] of Object.entries(mobile)) {
  test(`${name} is a MOBILE device`, () => expect(classifyDevice(userAgent, 5).platformType).toBe('MOBILE'))
}

for (const [name, userAgent] of Object.entries(pc)) {
  test(`${name} is a PC`, () => expect(classifyDevice(userAgent, 0).platformType).toBe('PC'))
}

test('an iPad in desktop mode is a PC for the window and says that it is an iPad', () => {
  expect(classifyDevice(pc['Mac Safari'], 5)).toMatchObject({ platformType: 'PC', isIpad: true })
  expect(classifyDevice(pc['Mac Safari'], 0).isIpad).toBe(false)
})

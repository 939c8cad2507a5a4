import { expect, test } from 'vitest'
import { BrowserMissing, missingLibrary, search, usualPlaces } from '../setup/find-browser.ts'

test('a CHROME_PATH that does not run is refused by name, not replaced in silence', async () => {
  const searched = search({ CHROME_PATH: '/nowhere/chrome', PATH: process.env['PATH'] })

  await expect(searched).rejects.toThrow(BrowserMissing)
  await expect(searched).rejects.toThrow('CHROME_PATH (/nowhere/chrome) does not run')
})

test('a browser that misses libnss3 is told with the name of the Debian package', () => {
  const failure =
    'chromium: error while loading shared libraries: libnssutil3.so: cannot open shared object file'

  expect(missingLibrary(failure)).toContain('apt-get install -y libnss3')
})

test('an unknown missing library is shown as the loader said it', () => {
  expect(missingLibrary('error while loading shared libraries: libfoo.so.9')).toContain('libfoo.so.9')
})

test('Chrome is looked for where each system installs it', () => {
  expect(usualPlaces('linux', { PATH: '/usr/bin' })).toContain('/usr/bin/chromium')
  expect(usualPlaces('darwin', { HOME: '/Users/a' })).toContain(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  )
  expect(usualPlaces('win32', {})).toEqual([])
})

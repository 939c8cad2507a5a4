import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@naru/source'] }
const ssr = { resolve: { conditions: ['@naru/source'], externalConditions: ['@naru/source'] } }
// A story waits for its own programs half of the time, so that as many files as there are processors run at once.
// `VITEST_MAX_WORKERS=1` for a machine that has other work.
const maxWorkers = '100%'

export default defineConfig({
  resolve,
  ssr,
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          maxWorkers,
          include: ['*/src/**/*.test.ts', '*/src/**/*.test.tsx', 'tests/{house,pg,conformance}/**/*.test.ts'],
          isolate: false,
          environment: 'node',
          // The default of five seconds is what the slowest of them needs beside other work.
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'stories',
          maxWorkers,
          include: ['tests/{stories,contract,attack,chaos}/**/*.test.ts'],
          globalSetup: ['tests/setup/database.ts'],
          testTimeout: 60_000,
          // What a page or a worker is about to do takes as long as the machine is busy; a claim that comes true is not waited for.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@naru/source'] }
const ssr = { resolve: { conditions: ['@naru/source'], externalConditions: ['@naru/source'] } }

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
          include: ['*/src/**/*.test.ts', '*/src/**/*.test.tsx', 'tests/{house,pg,conformance}/**/*.test.ts'],
          isolate: false,
          environment: 'node',
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'stories',
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

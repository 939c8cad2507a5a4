/** What is built, from what, into what. Paths are below the project folder. */
const nodePackages = ['gateways', 'server', 'simulators', 'demo-shop', 'launcher', 'cli', 'bench']
const shared = ['package-lock.json', 'tsconfig.base.json']

export const nodeUnit = {
  name: 'node',
  title: '프로그램 빌드 / Building the programs',
  sources: [
    ...nodePackages.flatMap((name) => [`${name}/src`, `${name}/package.json`, `${name}/tsconfig.json`]),
    ...shared,
  ],
  outputs: nodePackages.map((name) => `${name}/dist`),
  stamp: 'launcher/dist/.built-from',
  packages: nodePackages,
}

/** Packages with a build script of their own. */
export const pageUnits = [
  page('browser-sdk', 'SDK 스크립트 빌드 / Building the SDK scripts', []),
  page('payment-window', '결제창 빌드 / Building the payment window', []),
  page('console', '콘솔 빌드 / Building the console', []),
]

function page(name, title, more) {
  return {
    name,
    title,
    script: `${name}/build.mjs`,
    // Pages import the wire types of the server and nothing else of it.
    sources: [name, 'server/src/wire', 'gateways/src/port.ts', ...shared, ...more],
    outputs: [`${name}/dist`],
    stamp: `${name}/dist/.built-from`,
  }
}

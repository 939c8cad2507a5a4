/**
 * Counts of vitest's JSON report. A file that could not even be loaded holds no test, and counts as one failure.
 *
 * @param {() => string} read gives the report; there is none when the run died
 */
export function countTests(read) {
  try {
    const report = JSON.parse(read())
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
    )
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** uvu drops, without a word, a suite that is never run and a test that is registered after its suite's `run()`. */

const SUITE = /\b(?:const|let|var)\s+(\w+)\s*=\s*suite\(/g
const STANDARD = /\bimport\s*\{[^}]*\btest\b(?:\s+as\s+(\w+))?[^}]*\}\s*from\s*['"]uvu['"]/
const CALL = /\bsuite\(/g

/** What is wrong with the suites of a test file, read from its text. */
export const suiteFaults = (text: string): string[] => {
  const names = Array.from(text.matchAll(SUITE), (match) => match[1] ?? '')
  const calls = Array.from(text.matchAll(CALL)).length
  const faults = calls > names.length ? ['a suite without a name of its own cannot be checked for its run()'] : []

  const standard = STANDARD.exec(text)
  if (standard) names.push(standard[1] ?? 'test')
  for (const name of names) {
    const run = text.lastIndexOf(`${name}.run()`)
    if (run < 0) faults.push(`${name}.run() is never called`)
    else if (new RegExp(`^\\s*${name}\\(`, 'm').test(text.slice(run))) faults.push(`a test comes after ${name}.run()`)
  }
  return faults
}

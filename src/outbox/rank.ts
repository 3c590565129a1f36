import type { Rank } from './retained.ts'

/** The order after a connect: status, info, consoles, peers, then what else there is. `prefix`: `<base>/1/<agent>/`. */
export const rankOf = (prefix: string, topic: string): Rank => {
  if (!topic.startsWith(prefix)) return 4
  const [first, , third] = topic.slice(prefix.length).split('/')
  if (first === 'status') return 0
  if (first === 'info') return 1
  if (first !== 'console') return 4
  return third === 'status' ? 2 : third === 'peer' ? 3 : 4
}

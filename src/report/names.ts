/** Names that may stand in a topic: `a-z 0-9 -` and nothing else, so that no text from a console can steer one. */

/** As long as a DNS label. */
const MAX_NAME = 63

/** True where the text may stand in a topic as it is. */
export const isTopicSafe = (text: string): boolean => /^[a-z0-9-]{1,63}$/.test(text)

/** Any text as a topic level: `172.16.6.2` is `172-16-6-2`. Never empty, at most 63 characters. */
export const topicSafe = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9-]/gu, '-')
    .slice(0, MAX_NAME) || '-'

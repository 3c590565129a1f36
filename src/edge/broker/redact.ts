/** A URL without user, password and query: fit for a log. What is no URL is not shown at all. */
export const redactUrl = (url: string): string => {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
  } catch {
    return '(not a URL)'
  }
}

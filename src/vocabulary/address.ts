/** Forms of network addresses as routers print them. */

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const IPV6 = /^[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?::\d{1,3}(?:\.\d{1,3}){3})?$/

/** Whether this is an IPv4 or IPv6 address: each part of IPv4 up to 255. */
export const isIP = (text: string): boolean =>
  IPV4.test(text) ? text.split('.').every((part) => Number(part) <= 255) : text.includes(':') && IPV6.test(text)

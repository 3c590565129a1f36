/** What a console's `device` names. */
export type Address =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp' | 'telnet'; readonly host: string; readonly port: number }

const TELNET_PORT = 23

/** Reads a device path, `tcp://host:port` or `telnet://host[:port]`; undefined where it is none of them. */
export const parseAddress = (device: string): Address | undefined => {
  if (!/^(tcp|telnet):\/\//.test(device)) {
    return device === '' || device.includes('://') ? undefined : { kind: 'serial', path: device }
  }
  const url = URL.canParse(device) ? new URL(device) : undefined
  const kind = url?.protocol === 'telnet:' ? 'telnet' : 'tcp'
  const port = url?.port === '' && kind === 'telnet' ? TELNET_PORT : Number(url?.port)
  // The brackets of an IPv6 address belong to the URL, not to the address.
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  return host === '' || port === 0 ? undefined : { kind, host, port }
}

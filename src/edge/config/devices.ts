/** Consoles named on the command line by their device alone. */
import { topicSafe } from '../../report/names.ts'

/** `/dev/ttyUSB0` is `ttyusb0`, `tcp://server:2003` is `server-2003`. */
const nameOf = (device: string): string => {
  const last = device.startsWith('/')
    ? device.replace(/\/+$/, '').replace(/^.*\//, '')
    : device.replace(/^[a-z]+:\/\//, '')
  return topicSafe(last).replace(/^-+|-+$/g, '') || 'console'
}

/** A name for each device; the second of two equal ones gets `-2`. */
export const nameDevices = (
  devices: readonly string[],
  taken: readonly string[],
): { name: string; device: string }[] => {
  const used = new Set(taken)
  return devices.map((device) => {
    const base = nameOf(device)
    let name = base
    for (let count = 2; used.has(name); count++) name = topicSafe(`${base.slice(0, 58)}-${count}`)
    used.add(name)
    return { name, device }
  })
}

/** The router itself: boot, operator (REFERENCE 1.4, 1.7, 1.8). */
import { table } from '../table.ts'

export const ROUTER = {
  'debug-on': table(`
    | raw | {host}#debug crypto isakmp
    | raw | Crypto ISAKMP debugging is on
    | raw | {host}#
  `),

  reload: table(`
    | raw | {host}#reload
    | raw | Proceed with reload? [confirm]
    | wait | 1500
    | blank |
    | log | %SYS-5-RELOAD: Reload requested by console. Reload Reason: Reload Command.
    | truth | restarted
    | wait | 4000
    | blank |
    | raw | System Bootstrap, Version 12.4(13r)T, RELEASE SOFTWARE (fc1)
    | raw | Technical Support: http://www.cisco.com/techsupport
    | blank |
    | wait | 9000
    | raw | Self decompressing the image : ################################################## [OK]
    | wait | 20000
    | blank |
    | raw | Press RETURN to get started!
    | blank |
  `),

  booted: table(`
    | wait | 3000
    | log | %LINK-3-UPDOWN: Interface FastEthernet0/0, changed state to up
    | log | %SYS-5-CONFIG_I: Configured from memory by console
    | log | %SYS-5-RESTART: System restarted --
    | raw | Cisco IOS Software
    | raw | Technical Support: http://www.cisco.com/techsupport
    | log | %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is ON
    | log | %LINEPROTO-5-UPDOWN: Line protocol on Interface FastEthernet0/0, changed state to up
    | truth | blind
  `),
}

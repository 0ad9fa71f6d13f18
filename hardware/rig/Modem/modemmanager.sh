#!/usr/bin/env bash
# Shows a pseudo-terminal to ModemManager, which knows only ports that the kernel tells of: modemmanager.sh /dev/pts/N.
# Needs root and the Debian package modemmanager. Everything happens in a mount namespace and on a bus of its own, so
# neither this machine's devices nor its ModemManager are touched. It ends after a minute, or when told.
set -euo pipefail
pty=${1:?usage: modemmanager.sh /dev/pts/N [SECONDS]} seconds=${2:-60}
if [[ -z ${RIG_UNSHARED:-} ]]; then
  RIG_UNSHARED=1 exec unshare --mount "$0" "$pty" "$seconds"
fi

work=$(mktemp -d)
port=ttyRIG$$
link=/dev/$port
trap 'rm -f "$link"; kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

# A port of a device of its own, as the kernel would show it.
mount -t tmpfs none /sys/class/tty
tty=/sys/class/tty/device/tty/$port
mkdir -p "$tty" /sys/class/tty/drivers/rig
ln -s /sys/bus/platform /sys/class/tty/device/subsystem
ln -s /sys/class/tty/drivers/rig /sys/class/tty/device/driver
ln -s /sys/class/tty "$tty/subsystem"
ln -s /sys/class/tty/device "$tty/device"
ln -s "$tty" "/sys/class/tty/$port"
ln -s "$pty" "$link"

# ModemManager probes a serial port only when a rule says so.
mkdir "$work/rules"
cp /lib/udev/rules.d/*mm-* "$work/rules/"
echo "SUBSYSTEM==\"tty\", KERNEL==\"$port\", ENV{ID_MM_DEVICE_PROCESS}=\"1\"" >"$work/rules/79-mm-rig.rules"
mount --bind "$work/rules" /lib/udev/rules.d
echo "action=add,subsystem=tty,name=$port,uid=rig" >"$work/events"

cat >"$work/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <listen>unix:path=$work/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
dbus-daemon --config-file="$work/bus.conf" --nofork 2>/dev/null &
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus DBUS_SESSION_BUS_ADDRESS=unix:path=$work/bus
until [[ -S $work/bus ]]; do sleep 0.1; done
ModemManager --test-session --no-auto-scan --test-no-udev --test-no-suspend-resume \
  --initial-kernel-events="$work/events" >"$work/log" 2>&1 &

end=$((SECONDS + seconds))
until mmcli --list-modems 2>/dev/null | grep -q /Modem/; do
  ((SECONDS < end)) || { echo "no modem after $seconds s"; tail -20 "$work/log"; exit 1; }
  sleep 1
done
mmcli --modem=any --enable
until mmcli --modem=any | grep -q 'state: .*registered' || ((SECONDS >= end)); do sleep 1; done
mmcli --modem=any

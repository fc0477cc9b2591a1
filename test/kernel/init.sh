#!/bin/sh
# The init program of the emulated machine: load the modules, run the journeys, power off.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in evdev hid hid-generic uhid usb-common usbcore usbhid udc-core; do insmod /modules/$module.ko; done
insmod /modules/dummy_hcd.ko num=4
for module in configfs libcomposite usb_f_hid; do insmod /modules/$module.ko; done
mount -t configfs configfs /sys/kernel/config
export HOME=/tmp PATH=/bin NODE_COMPILE_CACHE=/tmp/compiled
cd /app
node test/kernel/guest.ts
poweroff -f

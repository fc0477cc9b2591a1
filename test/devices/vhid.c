/*
 * Shows virtual /dev/hidrawN devices to one process through LD_PRELOAD, so that tests can use the real node-hid
 * without hardware. Implements the calls of hidapi's hidraw backend: open, read, write, ioctl and stat of a device,
 * and the part of libudev that lists devices.
 *
 * A device is a folder of $VHID_DIR, made by virtual-bus.ts:
 *   hidrawN/device/uevent, hidrawN/device/report_descriptor   as in sysfs
 *   hidrawN/usb/{manufacturer,product,bcdDevice,bInterfaceNumber}
 *   hidrawN/sock         the socket of the test, which plays the device
 *   hidrawN/eacces       if this exists, the user may not open the device
 * Frames to the test: a type ('W' output, 'F' feature), a two-byte length and the data.
 * Frames from the test: a two-byte length and one input report.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/hidraw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

enum { FD_MAX = 65536, PATH_LEN = 512, REPORT_MAX = 4096, DEVICE_MAJOR = 240 };

#define REAL(name)                                                                                 \
  ({                                                                                               \
    static __typeof__(&name) found;                                                                \
    if (!found) found = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                \
    found;                                                                                         \
  })

/* By file descriptor: the device number plus one, or zero. */
static unsigned short number_of[FD_MAX];

static int is_ours(int fd) { return fd >= 0 && fd < FD_MAX && number_of[fd]; }

static const char *path_of(int number, const char *leaf, char *path) {
  snprintf(path, PATH_LEN, "%s/hidraw%d/%s", getenv("VHID_DIR"), number, leaf);
  return path;
}

static int read_leaf(int number, const char *leaf, void *buffer, int max) {
  char path[PATH_LEN];
  int fd = REAL(open64)(path_of(number, leaf, path), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int length = REAL(read)(fd, buffer, max);
  REAL(close)(fd);
  return length;
}

static int send_frame(int fd, char type, const void *data, unsigned length) {
  unsigned char frame[3 + REPORT_MAX] = {type, length & 255, length >> 8};
  if (length > REPORT_MAX) {
    errno = EINVAL;
    return -1;
  }
  memcpy(frame + 3, data, length);
  if (send(fd, frame, 3 + length, MSG_NOSIGNAL) != (ssize_t)(3 + length)) {
    errno = EIO;
    return -1;
  }
  return length;
}

/* ---- files */

static int open_device(int number) {
  char path[PATH_LEN];
  if (access(path_of(number, "", path), F_OK)) {
    errno = ENOENT;
    return -1;
  }
  if (!access(path_of(number, "eacces", path), F_OK)) {
    errno = EACCES;
    return -1;
  }
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  path_of(number, "sock", path);
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (fd >= FD_MAX || connect(fd, (struct sockaddr *)&address, sizeof address)) {
    REAL(close)(fd);
    errno = ENODEV;
    return -1;
  }
  number_of[fd] = number + 1;
  return fd;
}

int open64(const char *path, int flags, ...) {
  int number, mode = 0;
  va_list arguments;
  va_start(arguments, flags);
  if (flags & (O_CREAT | O_TMPFILE)) mode = va_arg(arguments, int);
  va_end(arguments);
  if (getenv("VHID_DIR") && sscanf(path, "/dev/hidraw%d", &number) == 1) return open_device(number);
  return REAL(open64)(path, flags, mode);
}

int close(int fd) {
  if (is_ours(fd)) number_of[fd] = 0;
  return REAL(close)(fd);
}

/* One report per read, as in hidraw. An error when the device is gone. */
ssize_t read(int fd, void *buffer, size_t max) {
  if (!is_ours(fd)) return REAL(read)(fd, buffer, max);
  unsigned char head[2], report[REPORT_MAX];
  if (recv(fd, head, 2, MSG_WAITALL) == 2) {
    size_t length = head[0] | head[1] << 8;
    if (length <= sizeof report && recv(fd, report, length, MSG_WAITALL) == (ssize_t)length) {
      if (length > max) length = max;
      memcpy(buffer, report, length);
      return length;
    }
  }
  errno = EIO;
  return -1;
}

ssize_t write(int fd, const void *data, size_t length) {
  return is_ours(fd) ? send_frame(fd, 'W', data, length) : REAL(write)(fd, data, length);
}

static int read_descriptor(int number, void *argument, int is_size) {
  struct hidraw_report_descriptor descriptor = {0};
  descriptor.size =
      read_leaf(number, "device/report_descriptor", descriptor.value, sizeof descriptor.value);
  if (is_size)
    *(int *)argument = descriptor.size;
  else
    memcpy(argument, &descriptor, sizeof descriptor.size + descriptor.size);
  return 0;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  if (!is_ours(fd)) return REAL(ioctl)(fd, request, argument);
  char peek;
  if (recv(fd, &peek, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
    errno = ENODEV;
    return -1;
  }
  int number = number_of[fd] - 1, length = _IOC_SIZE(request);
  if (_IOC_NR(request) == _IOC_NR(HIDIOCGRDESCSIZE)) return read_descriptor(number, argument, 1);
  if (_IOC_NR(request) == _IOC_NR(HIDIOCGRDESC)) return read_descriptor(number, argument, 0);
  if (_IOC_NR(request) == _IOC_NR(HIDIOCSFEATURE(0))) return send_frame(fd, 'F', argument, length);
  errno = EINVAL;
  return -1;
}

static void show_as_device(struct stat64 *status, int fd) {
  status->st_mode = S_IFCHR | 0600;
  status->st_rdev = makedev(DEVICE_MAJOR, number_of[fd] - 1);
}

int fstat64(int fd, struct stat64 *status) {
  int result = REAL(fstat64)(fd, status);
  if (!result && is_ours(fd)) show_as_device(status, fd);
  return result;
}

int __fxstat64(int version, int fd, struct stat64 *status) {
  static int (*real)(int, int, struct stat64 *);
  if (!real) real = dlsym(RTLD_NEXT, "__fxstat64");
  int result = real(version, fd, status);
  if (!result && is_ours(fd)) show_as_device(status, fd);
  return result;
}

/* ---- libudev, the part that hidapi uses: every 'device' is a view of one hidrawN */

enum view { HIDRAW, HID, USB_DEVICE, USB_INTERFACE, VIEWS };

struct udev_device {
  int number;
  enum view view;
  char path[PATH_LEN], node[32], value[REPORT_MAX];
  struct udev_device *parents[VIEWS];
};
struct udev_list_entry {
  char name[PATH_LEN];
  struct udev_list_entry *next;
};
struct udev_enumerate {
  struct udev_list_entry *first;
};

void *udev_new(void) { return calloc(1, 1); }
void *udev_unref(void *udev) {
  free(udev);
  return NULL;
}
void *udev_enumerate_new(void *udev) {
  (void)udev;
  return calloc(1, sizeof(struct udev_enumerate));
}
int udev_enumerate_add_match_subsystem(void *enumerate, const char *subsystem) {
  (void)enumerate, (void)subsystem;
  return 0;
}

static int is_device(const struct dirent *entry) { return !strncmp(entry->d_name, "hidraw", 6); }
static int by_number(const struct dirent **a, const struct dirent **b) {
  return atoi((*a)->d_name + 6) - atoi((*b)->d_name + 6);
}

int udev_enumerate_scan_devices(struct udev_enumerate *enumerate) {
  const char *dir = getenv("VHID_DIR");
  struct dirent **found;
  int count = dir ? scandir(dir, &found, is_device, by_number) : -1;
  struct udev_list_entry **tail = &enumerate->first;
  for (int i = 0; i < count; i++) {
    *tail = calloc(1, sizeof **tail);
    snprintf((*tail)->name, PATH_LEN, "%s/%s", dir, found[i]->d_name);
    tail = &(*tail)->next;
    free(found[i]);
  }
  if (count >= 0) free(found);
  return 0;
}
struct udev_list_entry *udev_enumerate_get_list_entry(struct udev_enumerate *enumerate) {
  return enumerate->first;
}
struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry) {
  return entry->next;
}
const char *udev_list_entry_get_name(struct udev_list_entry *entry) { return entry->name; }
void *udev_enumerate_unref(struct udev_enumerate *enumerate) {
  for (struct udev_list_entry *entry = enumerate->first, *next; entry; entry = next) {
    next = entry->next;
    free(entry);
  }
  free(enumerate);
  return NULL;
}

static struct udev_device *new_device(int number, enum view view) {
  struct udev_device *device = calloc(1, sizeof *device);
  device->number = number;
  device->view = view;
  path_of(number, "", device->path);
  device->path[strlen(device->path) - 1] = 0;
  snprintf(device->node, sizeof device->node, "/dev/hidraw%d", number);
  if (!access(device->path, F_OK)) return device;
  free(device);
  return NULL;
}
struct udev_device *udev_device_new_from_syspath(void *udev, const char *path) {
  (void)udev;
  const char *name = strrchr(path, '/');
  return name ? new_device(atoi(name + 1 + 6), HIDRAW) : NULL;
}
struct udev_device *udev_device_new_from_devnum(void *udev, char type, dev_t number) {
  (void)udev, (void)type;
  return major(number) == DEVICE_MAJOR ? new_device(minor(number), HIDRAW) : NULL;
}
struct udev_device *udev_device_unref(struct udev_device *device) {
  if (!device) return NULL;
  for (int i = 0; i < VIEWS; i++) udev_device_unref(device->parents[i]);
  free(device);
  return NULL;
}
const char *udev_device_get_syspath(struct udev_device *device) { return device->path; }
const char *udev_device_get_devnode(struct udev_device *device) { return device->node; }

struct udev_device *udev_device_get_parent_with_subsystem_devtype(
    struct udev_device *device, const char *subsystem, const char *type) {
  int is_usb_device = type && !strcmp(type, "usb_device");
  enum view view = !strcmp(subsystem, "hid") ? HID : is_usb_device ? USB_DEVICE : USB_INTERFACE;
  char path[PATH_LEN];
  if (view != HID && access(path_of(device->number, "usb", path), F_OK)) return NULL;
  if (!device->parents[view]) device->parents[view] = new_device(device->number, view);
  return device->parents[view];
}
const char *udev_device_get_sysattr_value(struct udev_device *device, const char *attribute) {
  char leaf[64];
  snprintf(leaf, sizeof leaf, "%s/%s", device->view == HID ? "device" : "usb", attribute);
  int length = read_leaf(device->number, leaf, device->value, sizeof device->value - 1);
  if (length < 0) return NULL;
  device->value[length] = 0;
  return device->value;
}

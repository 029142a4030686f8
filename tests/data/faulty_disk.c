/* A disk that fails: preloaded before the C library, it lets the n-th write, sync or rename in one
 * folder fail. Armed by `fault_arm(n, error, forever)`, disarmed by `fault_arm(0, …)`; `fault_count()`
 * tells how many such calls there were since. Only for the tests (`test_faults`).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long at, count;
static int error, forever;

void fault_arm(long n, int code, int for_ever) { at = n; count = 0; error = code; forever = for_ever; }
long fault_count(void) { return count; }

static int inside(const char *path) {
    const char *folder = getenv("FAULTY_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(void) {
    count++;
    if (at && (count == at || (forever && count > at))) {
        errno = error;
        return 1;
    }
    return 0;
}

static int fails_fd(int fd) {
    char link[64], path[PATH_MAX];
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (n <= 0) return 0;
    path[n] = 0;
    return inside(path) && fails();
}

static int fails_path(const char *path) {
    char whole[PATH_MAX];
    if (path[0] == '/') return inside(path) && fails();
    if (!getcwd(whole, sizeof whole)) return 0;
    return inside(whole) && fails();
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    return fails_fd(fd) ? -1 : real(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    REAL(pwrite);
    return fails_fd(fd) ? -1 : real(fd, data, size, place);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    REAL(pwrite64);
    return fails_fd(fd) ? -1 : real(fd, data, size, place);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(writev);
    return fails_fd(fd) ? -1 : real(fd, parts, n);
}
int fsync(int fd) {
    REAL(fsync);
    return fails_fd(fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    return fails_fd(fd) ? -1 : real(fd);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return fails_fd(fd) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return fails_fd(fd) ? -1 : real(fd, size);
}
int posix_fallocate(int fd, off_t from, off_t size) {
    REAL(posix_fallocate);
    return fails_fd(fd) ? error : real(fd, from, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return fails_path(to) ? -1 : real(from, to);
}
int renameat(int from_at, const char *from, int to_at, const char *to) {
    REAL(renameat);
    return fails_path(to) ? -1 : real(from_at, from, to_at, to);
}
int unlink(const char *path) {
    REAL(unlink);
    return fails_path(path) ? -1 : real(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return fails_path(path) ? -1 : real(path, mode);
}

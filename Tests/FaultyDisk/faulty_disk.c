/* A disk that fails on demand, and forgets what was not flushed; for LD_PRELOAD.
 *
 * FAULTY_ROOT  paths that begin so are on this disk.
 * FAULTY_PLAN  a file of one line: "KINDS SKIP TIMES ACTION". KINDS are letters: w writes, s flushes,
 *              t truncates, o makes a file, r renames or unlinks. The first SKIP calls of these
 *              kinds pass, the next TIMES do the ACTION: an errno, or -1 for "half of it, then as
 *              if the disk were full", or -2 for the power cut.
 * FAULTY_IMAGE a folder that has what would be there after a power cut: a write reaches it with the
 *              next flush of its file, a name with the flush of its file or folder. A flush that
 *              fails loses what it should have written, as Linux does.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
enum { PASS = 0, HALF = -1, CUT = -2 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static __thread int inside;

/* The path below the root; NULL for what is elsewhere. */
static const char *below(const char *path) {
    const char *root = getenv("FAULTY_ROOT");
    if (!root || !path || strncmp(path, root, strlen(root))) return NULL;
    path += strlen(root);
    return *path == '/' || !*path ? path : NULL;
}

static const char *name_of(int fd, char *buffer, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, size - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return strstr(buffer, "-shm") ? NULL : below(buffer);
}

/* What the plan says of this call. */
static int verdict(char kind) {
    const char *plan = getenv("FAULTY_PLAN");
    int fd = plan ? NEXT(open)(plan, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return PASS;
    flock(fd, LOCK_EX);
    char text[128] = {0}, kinds[16];
    int skip, times, action, answer = PASS;
    if (NEXT(pread)(fd, text, sizeof text - 1, 0) > 0
        && sscanf(text, "%15s %d %d %d", kinds, &skip, &times, &action) == 4
        && strchr(kinds, kind) && times > 0) {
        if (skip > 0) skip--;
        else { times--; answer = action; }
        int length = snprintf(text, sizeof text, "%s %d %d %d\n", kinds, skip, times, action);
        NEXT(ftruncate)(fd, 0);
        NEXT(pwrite)(fd, text, length, 0);
    }
    close(fd);
    if (answer == CUT) kill(getpid(), SIGKILL);
    return answer;
}

static int image_path(char *out, const char *name, const char *suffix) {
    const char *image = getenv("FAULTY_IMAGE");
    if (!image) return 0;
    snprintf(out, 4096, "%s%s%s", image, name, suffix);
    return 1;
}

/* Remembers a range that is not flushed yet; of length -1 a truncation to the offset. */
static void note(const char *name, long long offset, long long length) {
    char path[4096];
    if (!image_path(path, name, ".unflushed")) return;
    int fd = NEXT(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    long long range[2] = {offset, length};
    if (fd < 0 || NEXT(write)(fd, range, sizeof range) < 0) abort();
    close(fd);
}

/* Takes the remembered ranges of a file into the image, or forgets them. */
static void flush(int fd, const char *name, int forget) {
    char list[4096], path[4096], buffer[65536], live[64];
    if (!image_path(list, name, ".unflushed") || !image_path(path, name, "")) return;
    struct stat status;
    fstat(fd, &status);
    if (S_ISDIR(status.st_mode)) return;
    snprintf(live, sizeof live, "/proc/self/fd/%d", fd);
    int from = NEXT(open)(live, O_RDONLY | O_CLOEXEC);
    int to = NEXT(open)(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    int ranges = NEXT(open)(list, O_RDONLY | O_CLOEXEC);
    if (from < 0 || to < 0) abort();
    long long range[2];
    while (!forget && ranges >= 0 && read(ranges, range, sizeof range) == sizeof range) {
        if (range[1] < 0) { NEXT(ftruncate)(to, range[0]); continue; }
        while (range[1] > 0) {
            size_t part = range[1] < (long long)sizeof buffer ? range[1] : sizeof buffer;
            ssize_t count = NEXT(pread)(from, buffer, part, range[0]);
            if (count <= 0) break;
            NEXT(pwrite)(to, buffer, count, range[0]);
            range[0] += count;
            range[1] -= count;
        }
    }
    close(from); close(to);
    if (ranges >= 0) close(ranges);
    NEXT(unlink)(list);
}

/* Files may be renamed without their folder being flushed: the image keeps the old name then. */
static void flush_names(const char *folder) {
    char list[4096], line[8192], from[4096], to[4096], *tab;
    if (!image_path(list, folder, "/.names")) return;
    FILE *file = fopen(list, "r");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if ((tab = strchr(line, '\t'))) *tab++ = 0;
        if (!image_path(from, line, tab ? "" : ".unlinked")) break;
        if (!tab) { NEXT(unlink)(from); continue; }
        image_path(to, tab, "");
        /* A file whose bytes were not flushed comes back empty. */
        if (access(from, F_OK)) close(NEXT(open)(from, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        NEXT(rename)(from, to);
    }
    if (file) fclose(file);
    NEXT(unlink)(list);
}

static void note_name(const char *from, const char *to) {
    char list[4096], folder[4096];
    snprintf(folder, sizeof folder, "%s", from);
    if (strrchr(folder, '/')) *strrchr(folder, '/') = 0;
    if (!image_path(list, folder, "/.names")) return;
    FILE *file = fopen(list, "a");
    if (!file) abort();
    if (to) fprintf(file, "%s\t%s\n", from, to); else fprintf(file, "%s\n", from);
    fclose(file);
}

#define ENTER(fd, kind)                                                                            \
    char buffer_[4096];                                                                            \
    const char *name = inside ? NULL : name_of(fd, buffer_, sizeof buffer_);                       \
    int action = PASS;                                                                             \
    if (name) { inside = 1; pthread_mutex_lock(&lock); action = verdict(kind); }
#define LEAVE() do { if (name) { int e_ = errno; pthread_mutex_unlock(&lock); inside = 0; errno = e_; } } while (0)

static ssize_t put(int fd, const void *bytes, size_t count, off64_t offset, int positioned) {
    ENTER(fd, 'w');
    ssize_t done = -1;
    off64_t at = positioned ? offset : lseek64(fd, 0, SEEK_CUR);
    if (action > 0) errno = action;
    else {
        if (action == HALF) count /= 2;
        done = positioned ? NEXT(pwrite64)(fd, bytes, count, offset) : NEXT(write)(fd, bytes, count);
        if (name && done > 0) note(name, at, done);
        if (action == HALF && done <= 0) { done = -1; errno = ENOSPC; }
    }
    LEAVE();
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return put(fd, bytes, count, 0, 0); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { return put(fd, b, n, at, 1); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { return put(fd, b, n, at, 1); }

/* How files are copied. */
ssize_t sendfile64(int fd, int from, off64_t *at, size_t count) {
    ENTER(fd, 'w');
    off64_t start = lseek64(fd, 0, SEEK_CUR);
    ssize_t done = -1;
    if (action > 0) errno = action; else done = NEXT(sendfile64)(fd, from, at, count);
    if (name && done > 0) note(name, start, done);
    LEAVE();
    return done;
}

ssize_t sendfile(int fd, int from, off_t *at, size_t count) { return sendfile64(fd, from, at, count); }

static int synchronise(int fd, int data) {
    ENTER(fd, 's');
    int done = -1;
    if (action > 0) errno = action; else done = data ? NEXT(fdatasync)(fd) : NEXT(fsync)(fd);
    if (name) {
        flush(fd, name, done != 0);
        if (done == 0) flush_names(name);
    }
    LEAVE();
    return done;
}

int fsync(int fd) { return synchronise(fd, 0); }
int fdatasync(int fd) { return synchronise(fd, 1); }

static int cut_off(int fd, off64_t length) {
    ENTER(fd, 't');
    int done = -1;
    if (action > 0) errno = action; else done = NEXT(ftruncate64)(fd, length);
    if (name && done == 0) note(name, length, -1);
    LEAVE();
    return done;
}

int ftruncate(int fd, off_t length) { return cut_off(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut_off(fd, length); }

static int make(const char *path, int flags, mode_t mode) {
    const char *name = inside || !(flags & O_CREAT) ? NULL : below(path);
    int action = PASS, done = -1;
    if (name) { inside = 1; pthread_mutex_lock(&lock); action = verdict('o'); }
    if (action > 0) errno = action; else done = NEXT(open64)(path, flags, mode);
    if (name && done >= 0 && flags & O_TRUNC) note(name, 0, -1);
    LEAVE();
    return done;
}

#define MODE(flags)                                                                                \
    mode_t mode = 0;                                                                               \
    if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags); return make(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags); return make(path, flags, mode); }

int rename(const char *from, const char *to) {
    const char *name = inside ? NULL : below(from);
    int action = PASS, done = -1;
    if (name) { inside = 1; pthread_mutex_lock(&lock); action = verdict('r'); }
    if (action > 0) errno = action; else done = NEXT(rename)(from, to);
    if (name && done == 0 && below(to)) {
        char old[4096], new[4096];
        note_name(name, below(to));
        /* What is not flushed of it goes by the new name now. */
        if (image_path(old, name, ".unflushed") && image_path(new, below(to), ".unflushed"))
            if (NEXT(rename)(old, new)) NEXT(unlink)(new);
    }
    LEAVE();
    return done;
}

int unlink(const char *path) {
    const char *name = inside ? NULL : below(path);
    int action = PASS, done = -1;
    if (name) { inside = 1; pthread_mutex_lock(&lock); action = verdict('r'); }
    if (action > 0) errno = action; else done = NEXT(unlink)(path);
    if (name && done == 0) {
        char old[4096], aside[4096];
        note_name(name, NULL);
        /* Until its folder is flushed it may come back; a new file of the name is another. */
        if (image_path(old, name, "") && image_path(aside, name, ".unlinked"))
            NEXT(rename)(old, aside);
        if (image_path(old, name, ".unflushed")) NEXT(unlink)(old);
    }
    LEAVE();
    return done;
}

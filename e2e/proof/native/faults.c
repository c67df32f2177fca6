/*
 * Faults for a program that is not in on it: preloaded (LD_PRELOAD), it stands between the program and the C library.
 *
 *   TONGBU_FAULTS_FOLDER   files whose path begins so are recorded and may fail; without it none
 *   TONGBU_FAULTS_LOG      what is done to them is appended here, with when
 *   TONGBU_FAULTS_CONTROL  a file of 64-bit numbers, mapped: what to do now (struct control); library.ts writes it
 *
 * Linux with glibc. Memory that the program maps is not seen: SQLite maps only its WAL index, which a crash may lose.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* What a failed sync should have made last is lost, though it can still be read: Linux forgets that it was to be written. */
enum kind { WRITE = 1, SYNC = 2, TRUNCATE = 3, UNLINK = 4, RENAME = 5, FAILED_SYNC = 6 };

/* The order of its fields is known to library.ts. */
struct control {
  int64_t clock_offset; /* nanoseconds added to the wall clock */
  int64_t sync_delay;   /* microseconds every sync takes longer */
  int64_t fail_class;   /* 0 nothing, 1 writes and truncations, 2 syncs */
  int64_t fail_first;   /* the first of them that fails, counted from 1 */
  int64_t fail_count;   /* how many in a row */
  int64_t fail_errno;
  int64_t counted[3];   /* by class; [0] counts what failed */
};

/* Before each record's path and data; records.ts reads it. */
struct record {
  int64_t began; /* CLOCK_MONOTONIC, nanoseconds */
  int64_t ended;
  int64_t offset; /* of a write; the new length of a truncation */
  int64_t length; /* of the data that follows the path; the new name of a rename */
  int32_t kind;
  int32_t path_length;
};

static struct control nothing;
static struct control *control = &nothing;
static char folder[4096];
static size_t folder_length;
static int log_file = -1;
/* What is recorded is done one at a time, so that the order in the log is the order on the disk. */
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

static void *next(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) {
    dprintf(2, "faults: the C library has no %s\n", name);
    abort();
  }
  return found;
}

/* The C library's own function, looked up at the first call: some are called before any constructor runs. */
#define REAL(name)                       \
  static __typeof__(&name) real_##name; \
  if (!real_##name) real_##name = (__typeof__(&name))next(#name)

__attribute__((constructor)) static void prepare(void) {
  const char *prefix = getenv("TONGBU_FAULTS_FOLDER"), *log = getenv("TONGBU_FAULTS_LOG"), *path = getenv("TONGBU_FAULTS_CONTROL");
  if (prefix) folder_length = (size_t)snprintf(folder, sizeof folder, "%s", prefix);
  if (log && (log_file = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) < 0) perror(log), abort();
  if (!path) return;
  int file = open(path, O_RDWR | O_CLOEXEC);
  void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) perror(path), abort();
  close(file);
  control = mapped;
}

static int64_t now(void) {
  REAL(clock_gettime);
  struct timespec t;
  real_clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* Where a file descriptor leads, if it is one of ours; else NULL. */
static const char *ours(int file, char *path) {
  if (folder_length == 0) return NULL;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, 4095);
  if (length < 0) return NULL;
  path[length] = 0;
  return strncmp(path, folder, folder_length) == 0 ? path : NULL;
}

/* Whether this write or sync is one that must fail; errno is set then. */
static int fails(int class) {
  int64_t place = __atomic_add_fetch(&control->counted[class], 1, __ATOMIC_SEQ_CST);
  if (control->fail_class != class || place < control->fail_first || place >= control->fail_first + control->fail_count) return 0;
  __atomic_add_fetch(&control->counted[0], 1, __ATOMIC_SEQ_CST);
  errno = (int)control->fail_errno;
  return 1;
}

static int64_t begin(void) {
  if (log_file < 0) return 0;
  pthread_mutex_lock(&recording);
  return now();
}

/* Appends a record, if the call succeeded, and lets the next one begin. Leaves errno as the call did. */
static void end(int64_t began, int done, enum kind kind, const char *path, int64_t offset, const void *data, int64_t length) {
  if (log_file < 0) return;
  REAL(writev);
  int kept = errno;
  struct record head = { began, now(), offset, length, kind, (int32_t)strlen(path) };
  struct iovec parts[] = { { &head, sizeof head }, { (void *)path, (size_t)head.path_length }, { (void *)data, (size_t)length } };
  if (done && real_writev(log_file, parts, 3) != (ssize_t)(sizeof head + head.path_length + length)) perror("faults: log"), abort();
  pthread_mutex_unlock(&recording);
  errno = kept;
}

typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);

static ssize_t write_at(pwrite_call real, int file, const void *data, size_t length, off64_t offset) {
  char path[4096];
  if (!ours(file, path)) return real(file, data, length, offset);
  if (fails(1)) return -1;
  int64_t began = begin();
  ssize_t written = real(file, data, length, offset);
  end(began, written > 0, WRITE, path, offset, data, written > 0 ? written : 0);
  return written;
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
  REAL(pwrite64);
  return write_at(real_pwrite64, file, data, length, offset);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) {
  REAL(pwrite);
  return write_at(real_pwrite, file, data, length, offset);
}

ssize_t write(int file, const void *data, size_t length) {
  REAL(write);
  char path[4096];
  if (!ours(file, path)) return real_write(file, data, length);
  if (fails(1)) return -1;
  int64_t began = begin();
  ssize_t written = real_write(file, data, length);
  /* Wherever it was written, it ends where the file now stands. */
  off_t offset = written > 0 ? lseek(file, 0, SEEK_CUR) - written : 0;
  end(began, written > 0, WRITE, path, offset, data, written > 0 ? written : 0);
  return written;
}

static int truncate_to(int (*real)(int, off64_t), int file, off64_t length) {
  char path[4096];
  if (!ours(file, path)) return real(file, length);
  if (fails(1)) return -1;
  int64_t began = begin();
  int result = real(file, length);
  end(began, result == 0, TRUNCATE, path, length, "", 0);
  return result;
}

int ftruncate64(int file, off64_t length) {
  REAL(ftruncate64);
  return truncate_to(real_ftruncate64, file, length);
}

int ftruncate(int file, off_t length) {
  REAL(ftruncate);
  return truncate_to(real_ftruncate, file, length);
}

static int sync_now(int (*real)(int), int file) {
  char path[4096];
  if (control->sync_delay > 0) {
    struct timespec pause = { control->sync_delay / 1000000, control->sync_delay % 1000000 * 1000 };
    nanosleep(&pause, NULL);
  }
  if (!ours(file, path)) return real(file);
  if (fails(2)) {
    end(begin(), 1, FAILED_SYNC, path, 0, "", 0);
    return -1;
  }
  int64_t began = begin();
  int result = real(file);
  end(began, result == 0, SYNC, path, 0, "", 0);
  return result;
}

int fsync(int file) {
  REAL(fsync);
  return sync_now(real_fsync, file);
}

int fdatasync(int file) {
  REAL(fdatasync);
  return sync_now(real_fdatasync, file);
}

int unlink(const char *path) {
  REAL(unlink);
  if (folder_length == 0 || strncmp(path, folder, folder_length) != 0) return real_unlink(path);
  int64_t began = begin();
  int result = real_unlink(path);
  end(began, result == 0, UNLINK, path, 0, "", 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  if (folder_length == 0 || strncmp(from, folder, folder_length) != 0) return real_rename(from, to);
  int64_t began = begin();
  int result = real_rename(from, to);
  end(began, result == 0, RENAME, from, 0, to, (int64_t)strlen(to));
  return result;
}

int clock_gettime(clockid_t clock, struct timespec *t) {
  REAL(clock_gettime);
  int result = real_clock_gettime(clock, t);
  int64_t offset = control->clock_offset;
  if (result != 0 || offset == 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  t->tv_sec += offset / 1000000000;
  t->tv_nsec += offset % 1000000000;
  if (t->tv_nsec < 0) t->tv_nsec += 1000000000, t->tv_sec--;
  else if (t->tv_nsec >= 1000000000) t->tv_nsec -= 1000000000, t->tv_sec++;
  return 0;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone) {
  (void)zone;
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  t->tv_sec = precise.tv_sec;
  t->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (result) *result = precise.tv_sec;
  return precise.tv_sec;
}

#include "kith_sqlite.h"

#include <limits.h>
#include <sqlite3.h>
#include <sys/statvfs.h>

int kith_sqlite_no_checkpoint_on_close(struct sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

int kith_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

unsigned long long kith_room_beside(const char *path) {
    struct statvfs status;
    if (statvfs(path, &status) != 0) {
        return ULLONG_MAX;
    }
    unsigned long long size = status.f_frsize;
    unsigned long long count = status.f_bavail;
    return size != 0 && count > ULLONG_MAX / size ? ULLONG_MAX : size * count;
}

#ifndef KITH_SQLITE_H
#define KITH_SQLITE_H

struct sqlite3;

/* sqlite3_db_config takes a variable list of arguments, which Swift cannot pass. */
int kith_sqlite_no_checkpoint_on_close(struct sqlite3 *connection);

/* Memory statistics take a lock, which all connections share, for each piece of memory. Before the
   first connection of the process only. */
int kith_sqlite_count_no_memory(void);

/* The bytes that are free on the disk of a file; all there can be when it is not known. Swift has the
   structure of statvfs in one module or another, by the other files that are compiled with it. */
unsigned long long kith_room_beside(const char *path);

#endif

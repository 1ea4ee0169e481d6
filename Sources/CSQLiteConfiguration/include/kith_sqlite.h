#ifndef KITH_SQLITE_H
#define KITH_SQLITE_H

struct sqlite3;

/* sqlite3_db_config takes a variable list of arguments, which Swift cannot pass. */
int kith_sqlite_no_checkpoint_on_close(struct sqlite3 *connection);

/* Memory statistics take a lock, which all connections share, for each piece of memory. Before the
   first connection of the process only. */
int kith_sqlite_count_no_memory(void);

#endif
